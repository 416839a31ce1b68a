package io.gridwork.contracts;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;

/** Binds a seat, a juror or a challenger to a result root without showing it. */
public record Commitment(Hash32 value) {
    /**
     * As {@code IJobEscrow.commitmentOf}: keccak256(abi.encode(jobId, seat, nodeId, root, salt)).
     *
     * @param seat 0 to 6
     * @param salt 32 secret bytes; who knows them and guesses the root can copy the result
     */
    public static Commitment of(JobId jobId, int seat, NodeId nodeId, ResultRoot root, Hash32 salt) {
        Bounds.check("seat", seat, 0, JobOrder.MAX_SEATS - 1);
        return new Commitment(
                Words.keccak256(jobId.value(), Words.word(seat), Words.word(nodeId.value()), root.value(), salt));
    }

    /**
     * A juror's vote, as {@code IJury.voteOf}: keccak256(abi.encode(jobId, nodeId, root, salt)). A node votes once for all its juror seats.
     *
     * @param salt as of a seat
     */
    public static Commitment ofVote(JobId jobId, NodeId nodeId, ResultRoot root, Hash32 salt) {
        return new Commitment(Words.keccak256(jobId.value(), Words.word(nodeId.value()), root.value(), salt));
    }

    /**
     * A challenger's, as {@code IJury.challengeOf}: keccak256(abi.encode(jobId, account, root, salt)).
     *
     * @param salt as of a seat
     */
    public static Commitment ofChallenge(JobId jobId, Address account, ResultRoot root, Hash32 salt) {
        return new Commitment(Words.keccak256(jobId.value(), account.toWord(), root.value(), salt));
    }

    @Override
    public String toString() {
        return value.hex();
    }
}

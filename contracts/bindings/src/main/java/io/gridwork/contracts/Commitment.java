package io.gridwork.contracts;

import io.gridwork.abi.Hash32;

/** Binds a seat to a result root without showing it. */
public record Commitment(Hash32 value) {

    /**
     * As {@code IJobEscrow.commitmentOf}: keccak256(abi.encode(jobId, seat, nodeId, root, salt)).
     *
     * @param seat 0 to 6
     * @param salt 32 secret bytes; who knows them and guesses the root can copy the result
     */
    public static Commitment of(JobId jobId, int seat, NodeId nodeId, ResultRoot root, Hash32 salt) {
        Bounds.check("seat", seat, 0, JobTerms.MAX_SEATS - 1);
        return new Commitment(
                Words.keccak256(jobId.value(), Words.word(seat), Words.word(nodeId.value()), root.value(), salt));
    }

    @Override
    public String toString() {
        return value.hex();
    }
}

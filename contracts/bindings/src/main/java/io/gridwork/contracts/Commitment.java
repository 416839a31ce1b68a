package io.gridwork.contracts;

import io.gridwork.abi.Hash32;

/** Binds a seat to a result root without showing it. */
public record Commitment(Hash32 value) {
    private static final int FIRST_JUROR = 128;
    private static final int MAX_JURORS = 9;

    /**
     * As {@code IJobEscrow.commitmentOf}: keccak256(abi.encode(jobId, seat, nodeId, root, salt)).
     *
     * @param seat 0 to 6
     * @param salt 32 secret bytes; who knows them and guesses the root can copy the result
     */
    public static Commitment of(JobId jobId, int seat, NodeId nodeId, ResultRoot root, Hash32 salt) {
        Bounds.check("seat", seat, 0, JobOrder.MAX_SEATS - 1);
        return hashed(jobId, seat, nodeId, root, salt);
    }

    /**
     * A juror's, as {@code IJury.jurorCommit} takes it: that of seat {@link #jurorSeat}, which no seat of a job has.
     *
     * @param juror 0 to 8
     * @param salt as of a seat
     */
    public static Commitment ofJuror(JobId jobId, int juror, NodeId nodeId, ResultRoot root, Hash32 salt) {
        return hashed(jobId, jurorSeat(juror), nodeId, root, salt);
    }

    /** 128 + juror. */
    public static int jurorSeat(int juror) {
        Bounds.check("juror", juror, 0, MAX_JURORS - 1);
        return FIRST_JUROR + juror;
    }

    private static Commitment hashed(JobId jobId, int seat, NodeId nodeId, ResultRoot root, Hash32 salt) {
        return new Commitment(
                Words.keccak256(jobId.value(), Words.word(seat), Words.word(nodeId.value()), root.value(), salt));
    }

    @Override
    public String toString() {
        return value.hex();
    }
}

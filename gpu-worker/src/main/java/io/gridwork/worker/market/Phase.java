package io.gridwork.worker.market;

/** The states of a job on chain: the contracts' {@code JobState}, under a name that is not taken by the worker's own view of a job. */
public enum Phase {
    /** The chain knows no such job. */
    NONE,
    OPEN,
    RUNNING,
    REVEALING,
    PROPOSED,
    DISPUTED,
    JURY_REVEAL,
    COMPLETED,
    REFUNDED,
    CANCELLED;

    public static Phase of(io.gridwork.contracts.JobState state) {
        return valueOf(state.name());
    }

    /** Whether the job is over and holds nothing any more. */
    public boolean isTerminal() {
        return compareTo(COMPLETED) >= 0;
    }

    /** Whether a passed deadline lets anyone move the job on. */
    public boolean canBePoked() {
        return compareTo(OPEN) >= 0 && !isTerminal();
    }
}

package io.gridwork.worker.step;

/** Why a job is not claimed. Names are counted in the metrics: do not rename them. */
public enum Refusal {
    /** No such program here, or its manifest cannot be had. */
    UNKNOWN_PROGRAM,
    /** This machine does not run the program: no device, no sandbox. */
    CANNOT_RUN,
    /** The terms and the program contradict each other: units, output length. */
    BAD_SPEC,
    /** For nodes of another hardware class. */
    OTHER_CLASS,
    /** Hired directly, and not us; or the requester excluded us. */
    NOT_FOR_US,
    /** Nobody told this worker what the payment token is worth. */
    UNPRICED_TOKEN,
    /** Expected value under the floor, at the price offered now. */
    UNPROFITABLE,
    /** The draw or the node's own account does not allow a claim yet. */
    NOT_ELIGIBLE,
    /** The device failed a self-check. */
    QUARANTINED,
    /** The RPC node lags behind: claiming on old facts risks the bond. */
    CHAIN_LAGS,
    /** A dry run claims nothing. */
    DRY_RUN,
    /** The claim was refused by the contracts, mostly because another node was faster. */
    LOST
}

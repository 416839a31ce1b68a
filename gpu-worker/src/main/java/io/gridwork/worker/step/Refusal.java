package io.gridwork.worker.step;

/** Why a job is not claimed. Names are counted in the metrics: do not rename them. */
public enum Refusal {
    /** No such program here, or its manifest cannot be had. */
    UNKNOWN_PROGRAM("this worker does not have its program"),
    /** This machine does not run the program: no device, no sandbox. */
    CANNOT_RUN("this machine cannot run its program"),
    /** The terms and the program contradict each other: units, output length. */
    BAD_SPEC("its terms contradict its program"),
    /** For nodes of another hardware class. */
    OTHER_CLASS("it is for other hardware"),
    /** Hired directly, and not us; or the requester excluded us. */
    NOT_FOR_US("it is for other nodes"),
    /** Several seats and a program that is not vetted: no jury can judge who is right. */
    UNVETTED_QUORUM("no jury can judge its result"),
    /** The input is not what was promised, is too large, or lies where nothing is fetched from. */
    BAD_INPUT("its input cannot be used"),
    /** What it needs cannot be fetched now. */
    UNAVAILABLE("what it needs is not available"),
    /** The requester's own kernel does not compile for this device. */
    DOES_NOT_COMPILE("its kernel does not compile"),
    /** The device may not be done within the work window. */
    TOO_LONG("its work window is too short"),
    /** A seat risks more than the operator allows. */
    HIGH_BOND("its bond is too high"),
    /** Nobody told this worker what the payment token is worth. */
    UNPRICED_TOKEN("the value of its payment token is unknown"),
    /** Expected value under the floor, at the price offered now. */
    UNPROFITABLE("it does not pay enough"),
    /** The draw or the node's own account does not allow a claim yet. */
    NOT_ELIGIBLE("this node may not claim it now"),
    /** The device failed a self-check. */
    QUARANTINED("the device failed a self-check"),
    /** The RPC node lags: claiming on old facts risks the bond. */
    CHAIN_LAGS("the blockchain node lags behind"),
    /** A dry run claims nothing. */
    DRY_RUN("this is a dry run"),
    /** The claim was refused by the contracts, mostly because another node was faster. */
    LOST("the claim failed");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** The reason for people. */
    public String words() {
        return words;
    }
}

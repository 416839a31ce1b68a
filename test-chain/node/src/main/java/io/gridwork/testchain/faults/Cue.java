package io.gridwork.testchain.faults;

/** A fault is due at a place of a request: the index of a call, or {@link #WHOLE}. */
record Cue(Running running, int place) {

    static final int WHOLE = -1;
}

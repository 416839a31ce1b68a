package io.gridwork.testchain.faults;

import java.util.List;

/** Decides which faults a request meets. */
sealed interface Source permits Running, Mix {

    List<Cue> cues(Request request);

    /** A cue came to nothing: the node's answer offered nothing to change. */
    void giveBack();
}

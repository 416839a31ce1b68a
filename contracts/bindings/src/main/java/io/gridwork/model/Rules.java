package io.gridwork.model;

import java.util.ArrayList;
import java.util.List;

/** Gathers what speaks against a call. */
final class Rules {
    private final List<String> broken = new ArrayList<>();

    /** @param error what the contract calls it when {@code holds} is false */
    Rules require(boolean holds, String error) {
        if (!holds) broken.add(error);
        return this;
    }

    boolean hold() {
        return broken.isEmpty();
    }

    /** @throws Refused unless every rule held */
    void enforce() {
        if (!broken.isEmpty()) throw new Refused(broken);
    }
}

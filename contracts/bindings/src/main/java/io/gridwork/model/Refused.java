package io.gridwork.model;

import java.util.List;

/** A call that the protocol does not allow. {@code reasons}: names of all the errors that fit; the contract may give any of them. */
public final class Refused extends RuntimeException {
    private final List<String> reasons;

    Refused(List<String> reasons) {
        super(String.join(", ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}

package io.gridwork.toolkit.plan;

import org.jspecify.annotations.Nullable;

/**
 * A call after the contracts are there.
 *
 * @param call what is called
 * @param from the only account that may make it; null for the one that deploys. If it is another, the call is shown and left to it
 * @param value wei sent with it; null for none
 * @param unless what holds once the call is made: it is made only when this does not hold yet
 */
public record CallStep(
        Invocation call, @Nullable Value from, @Nullable Value value, Check unless, Place place) {
    @Override
    public String toString() {
        return "call " + call + " (" + place + ")";
    }
}

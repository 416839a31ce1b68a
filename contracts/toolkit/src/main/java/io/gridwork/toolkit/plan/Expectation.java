package io.gridwork.toolkit.plan;

import org.jspecify.annotations.Nullable;

/**
 * What must hold at the end.
 *
 * @param forEach the events that the check is made for, one by one; null to make it once
 * @param blockAge how old the block is that <code>${block.number}</code> and <code>${block.header}</code> stand for; null for the newest one that is past
 * @param remedy what to do where the check does not hold; null for nothing more than the check says
 */
public record Expectation(
        Check check,
        @Nullable ForEach forEach,
        @Nullable Value blockAge,
        @Nullable Value remedy) {
    /**
     * Of the events that agree in all indexed parameters only the newest counts, and that only where it has the values of {@code where}.
     *
     * @param where by parameter name
     */
    public record ForEach(String contract, String event, Value where, Place place) {
        @Override
        public String toString() {
            return contract + "." + event;
        }
    }
}

package io.gridwork.toolkit.deploy;

import io.gridwork.network.Deployment;
import java.util.List;

/** What an apply has done. */
public record Applied(Deployment record, List<Step> steps) {
    public Applied {
        steps = List.copyOf(steps);
    }

    /** Transactions that this apply waited for. */
    public long transactions() {
        return steps.stream()
                .filter(step -> step instanceof Step.Create || step instanceof Step.Send)
                .count();
    }

    /** Calls that are left to other accounts. While there are any, expectations are not checked. */
    public List<Step.Awaited> awaited() {
        return steps.stream()
                .filter(Step.Awaited.class::isInstance)
                .map(Step.Awaited.class::cast)
                .toList();
    }
}

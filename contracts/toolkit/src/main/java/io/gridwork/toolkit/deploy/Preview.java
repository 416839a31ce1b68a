package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What an apply would do now. */
public record Preview(String plan, long chainId, Address deployer, List<Step> steps) {
    public Preview {
        steps = List.copyOf(steps);
    }

    /** Whether an apply would send nothing. */
    public boolean isUpToDate() {
        return steps.stream()
                .allMatch(
                        step -> step instanceof Step.Kept || step instanceof Step.Done || step instanceof Step.Awaited);
    }

    public List<Step.Conflict> conflicts() {
        return steps.stream()
                .filter(Step.Conflict.class::isInstance)
                .map(Step.Conflict.class::cast)
                .toList();
    }

    /** Sum of the estimates known now: the least an apply would use. */
    public long knownGas() {
        return steps.stream().map(Preview::gas).mapToLong(gas -> gas.orElse(0)).sum();
    }

    private static OptionalLong gas(Step step) {
        return switch (step) {
            case Step.Create create -> create.gas();
            case Step.Send send -> send.gas();
            case Step.Kept _, Step.Done _, Step.Awaited _, Step.Conflict _ -> OptionalLong.empty();
        };
    }

    private boolean isGasKnown() {
        return steps.stream()
                .filter(step -> step instanceof Step.Create || step instanceof Step.Send)
                .allMatch(step -> gas(step).isPresent());
    }

    /** A line per step, for people. */
    @Override
    public String toString() {
        return "plan " + plan + " on chain " + chainId + ", deployer " + deployer + "\n"
                + steps.stream().map(step -> "  " + step + "\n").collect(Collectors.joining())
                + (isUpToDate() ? "nothing to do" : "gas: " + (isGasKnown() ? "" : "at least ") + knownGas());
    }
}

package io.gridwork.worker.app;

import io.gridwork.contracts.NodeId;
import io.gridwork.worker.node.NodeOperator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker maintenance}: announces a time without new work. */
@Command(
        name = "maintenance",
        description = "Announce a time without new work. Jobs taken must still be done.",
        mixinStandardHelpOptions = true)
final class MaintenanceCommand implements Callable<Integer> {
    /** The contracts' own bound. */
    private static final int LONGEST_HOURS = 7 * 24;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OperatorFlags flags = new OperatorFlags();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "Start, such as 2026-12-01T02:00:00Z.")
    Instant from = Instant.EPOCH;

    @Option(names = "--hours", required = true, description = "Length.")
    double hours;

    @Override
    public Integer call() throws IOException {
        if (!(hours > 0 && hours <= LONGEST_HOURS))
            throw new IllegalArgumentException("--hours is " + hours + ": give more than 0, and at most "
                    + LONGEST_HOURS + "; without an end it is worker drain");
        Duration length = Duration.ofSeconds(Math.round(hours * 3600));
        long node = flags.with((operator, id) -> {
            operator.maintenance(id, from, length, OwnerFlags.purpose("maintenance"));
            return id.value();
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(
                        Map.of(
                                "node",
                                node,
                                "from",
                                from.toString(),
                                "until",
                                from.plus(length).toString()),
                        "node " + node + ": no new work from " + from + " until " + from.plus(length)
                                + ". Jobs taken before must still be done. End it early with: gridwork worker drain --end");
        return 0;
    }

    /** What is done for a node with its operator's key. */
    interface Work {
        long apply(NodeOperator operator, NodeId node) throws IOException;
    }
}

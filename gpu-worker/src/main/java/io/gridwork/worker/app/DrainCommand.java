package io.gridwork.worker.app;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker drain}: no new work from now on, or again. */
@Command(
        name = "drain",
        description = "Take no new work from now on; jobs taken are finished.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OperatorFlags flags = new OperatorFlags();

    @Option(names = "--end", description = "End the drain, or a maintenance.")
    boolean end;

    @Override
    public Integer call() throws IOException {
        long node = flags.with((operator, id) -> {
            if (end) operator.resume(id, OwnerFlags.purpose("resume"));
            else operator.drain(id, OwnerFlags.purpose("drain"));
            return id.value();
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(
                        Map.of("node", node, "draining", !end),
                        "node " + node
                                + (end
                                        ? " takes work again"
                                        : " takes no new work. Keep its worker running until worker status shows no job under"
                                                + " way. Take work again with: gridwork worker drain --end"));
        return 0;
    }
}

package io.gridwork.devnet.app;

import io.gridwork.contracts.NodeId;
import io.gridwork.devnet.network.DishonestNode;
import io.gridwork.devnet.network.Pause;
import io.gridwork.network.Network;
import io.gridwork.transactions.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process of the {@link DishonestNode}. Networks start it; the launcher has no such command. */
@Command(
        name = DishonestNode.NAME,
        hidden = true,
        description = "A node of a development network that computes nothing and delivers zeros.")
final class DishonestCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(250);

    @Option(names = "--network", required = true, paramLabel = "FILE", description = "The network's YAML file.")
    private Path network = Path.of(Network.FILE);

    @Option(names = "--node", required = true, paramLabel = "ID", description = "The node.")
    private long node;

    @Option(
            names = "--operator-key",
            required = true,
            paramLabel = "FILE",
            description = "The node's hot key, mode 0600.")
    private Path operatorKey = Path.of("operator.key");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var progress = new ProgressLines(spec.commandLine().getOut());
        var operator = KeyFile.read(operatorKey, null);
        try (var dishonest = new DishonestNode(Network.read(network), new NodeId(node), operator, progress)) {
            while (true) {
                dishonest.look();
                Pause.of(POLL);
            }
        }
    }
}

package io.gridwork.devnet.network;

import io.gridwork.testchain.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code gridwork worker run}, as an operator starts it. */
public final class WorkerProcess {

    private WorkerProcess() {}

    /** Starts the worker of a node; started again after its end it goes on with the same journal. */
    public static ChildProcess start(Devnet devnet, Node node, ComputeDevice device) {
        return start(devnet, node, device, 0);
    }

    /** @param port at which it serves its results; 0: any free one */
    @SuppressWarnings("MissingSummary")
    public static ChildProcess start(Devnet devnet, Node node, ComputeDevice device, int port) {
        ChildProcess process = JavaProcess.start(
                "io.gridwork.worker.app.Main",
                List.of("worker", "run", "--config=" + configure(devnet, node, device, port)),
                devnet.folder().log(node.name()));
        devnet.processes().watch(node.name(), process);
        return process;
    }

    /** Starts the {@link DishonestNode}. */
    public static ChildProcess startDishonest(Devnet devnet, Node node) {
        ChildProcess process = JavaProcess.start(
                "io.gridwork.devnet.app.Main",
                List.of(
                        DishonestNode.NAME,
                        "--network=" + devnet.folder().networkFile(),
                        "--node=" + node.id(),
                        "--operator-key=" + node.operator().keyFile()),
                devnet.folder().log(node.name()));
        devnet.processes().watch(node.name(), process);
        return process;
    }

    /** Gas is worth nothing on this network, and a USDT is worth one; inputs are served on loopback, and its requesters are trusted. */
    private static Path configure(Devnet devnet, Node node, ComputeDevice device, int port) {
        Path state = devnet.folder().state(node.name());
        String config = """
                rpc: %s
                deployment: '%s'
                dir: '%s'
                operator-key: '%s'
                node: %s
                device: '%s'
                value:
                  "%s": 1
                  native: 0
                max-bond: 10
                local-content: true
                unvetted-quorums: true
                http-port: %d
                interval-ms: 250
                """.formatted(
                        devnet.chain().rpcUrl(),
                        quoted(devnet.record()),
                        quoted(state),
                        quoted(node.operator().keyFile()),
                        node.id(),
                        quoted(device.choice()),
                        devnet.contracts().address("TestUSDT"),
                        port);
        try {
            return Files.writeString(state.resolve("worker.yaml"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For YAML's single quotes, between which only they themselves mean anything. */
    private static String quoted(Object text) {
        return text.toString().replace("'", "''");
    }
}

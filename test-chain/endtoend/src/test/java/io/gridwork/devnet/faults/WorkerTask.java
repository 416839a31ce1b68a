package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.Node;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** {@code gridwork worker run}: a job for its node is found, computed and paid. */
final class WorkerTask implements Task {

    private final FaultNetwork network;
    private final Path folder;
    private final Node node;
    private final JobId job;

    WorkerTask(FaultNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
        this.node = network.node();
        Path requester = folder.resolve("posting");
        try (var command = PostTask.command(network, network.rpc(), network.requester(), requester, node.id())) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !command.isRunning());
            assertThat(command.succeeded()).as(command.said()).isTrue();
            this.job = PostTask.posted(command);
        }
    }

    @Override
    public Command start(URI rpc) {
        return Command.ofWorker(
                List.of(
                        "worker",
                        "run",
                        "--rpc=" + rpc,
                        "--deployment=" + network.devnet().record(),
                        "--dir=" + folder.resolve("worker"),
                        "--operator-key=" + node.operator().keyFile(),
                        "--device=reference",
                        "--value=" + network.devnet().contracts().address("TestUSDT") + "=1,native=0",
                        "--interval-ms=250"),
                folder.resolve("log"));
    }

    @Override
    public boolean isReached() {
        return network.devnet().market().standing(job).state() == JobState.COMPLETED;
    }

    @Override
    public void requireSameEnd(Command command, int foreign) {
        command.close();
        assertThat(network.devnet()
                        .market()
                        .vaultBalance("TestUSDT", node.owner().address()))
                .as("the worker's pay")
                .isPositive();
    }
}

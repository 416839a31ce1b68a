package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** {@code gridwork job post}: money approved, deposited, and a job posted. */
final class PostTask implements Task {

    private static final BigInteger COST = BigInteger.valueOf(2_040_000); // 2 USDT and the fee

    private final FaultNetwork network;
    private final Path folder;
    private final FaultNetwork.Person requester;
    private final BigInteger before;

    PostTask(FaultNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
        this.requester = network.requester();
        this.before = network.money(requester.address());
    }

    @Override
    public Command start(URI rpc) {
        return command(network, rpc, requester, folder, network.idle().id());
    }

    /** For a node of that number. */
    static Command command(FaultNetwork network, URI rpc, FaultNetwork.Person requester, Path folder, NodeId node) {
        return Command.ofWorker(
                List.of(
                        "job",
                        "post",
                        "--rpc=" + rpc,
                        "--deployment=" + network.devnet().record(),
                        "--dir=" + folder.resolve("requester"),
                        "--key=" + requester.keyFile(),
                        "--program=pow-sha256d",
                        "--example",
                        "--hire=" + node,
                        "--token=" + network.devnet().contracts().address("TestUSDT"),
                        "--max-price=2",
                        "--nonce=1"),
                folder.resolve("log"));
    }

    static JobId posted(Command command) {
        return JobId.parse(command.said().lines().toList().getLast());
    }

    @Override
    public void requireSameEnd(Command command) {
        JobId job = posted(command);
        assertThat(network.devnet().market().standing(job).state()).isEqualTo(JobState.OPEN);
        assertThat(before.subtract(network.money(requester.address())))
                .as("money in escrow: the job was posted once")
                .isEqualTo(COST);
    }
}

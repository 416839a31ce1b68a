package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.SearchParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code gridwork job post}: money approved, deposited, and a job posted. */
final class PostTask implements Task {

    /** A search whose first nonce is right: the chain checks the answer, and pays at once. */
    private static final SearchParams WORK = new SearchParams(0, 10, new Hash32(-1L, -1L, -1L, -1L));

    private static final int INPUT_BYTES = 76;

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
                        "--program=" + Search.SHA256D.name(),
                        "--params-hex=" + WORK.encode(),
                        "--input=" + input(folder),
                        "--hire=" + node,
                        "--token=" + network.devnet().contracts().address("TestUSDT"),
                        "--max-price=2",
                        "--nonce=1"),
                folder.resolve("log"));
    }

    private static Path input(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve("input"), new byte[INPUT_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JobId posted(Command command) {
        return JobId.parse(command.said().lines().toList().getLast());
    }

    @Override
    public void requireSameEnd(Command command, int foreign) {
        JobId job = posted(command);
        assertThat(network.devnet().market().standing(job).state()).isEqualTo(JobState.OPEN);
        assertThat(before.subtract(network.money(requester.address())))
                .as("money in escrow: the job was posted once")
                .isEqualTo(COST);
    }
}

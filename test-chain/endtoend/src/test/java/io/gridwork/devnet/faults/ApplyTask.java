package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.chain.BlockTag;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The Maven goal {@code apply}: contracts deployed, and calls made. */
final class ApplyTask implements Task {

    private static final int TRANSACTIONS = 5;

    private final FaultNetwork network;
    private final Path folder;
    private final FaultNetwork.Person deployer;

    ApplyTask(FaultNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
        this.deployer = network.person();
    }

    private Path deployments() {
        return folder.resolve("deployments");
    }

    @Override
    public Command start(URI rpc) {
        var arguments = List.of(
                rpc.toString(), deployer.keyFile().toString(), deployments().toString());
        return Command.ofApply(arguments, folder.resolve("log"));
    }

    @Override
    public void requireSameEnd(Command command, int foreign) {
        var client = network.devnet().client();
        assertThat(ApplyProgram.deployer(client, deployments())
                        .verify(deployer.address())
                        .problems())
                .as("problems")
                .isEmpty();
        assertThat(client.nonce(deployer.address(), BlockTag.LATEST))
                .as("transactions: nothing was sent twice")
                .isEqualTo(TRANSACTIONS + foreign);
    }
}

package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Patience;
import io.gridwork.chain.RpcOptions;
import io.gridwork.devnet.network.DeployedContracts;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.SenderOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

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

    @Override
    public Command start(URI rpc) {
        return Command.ofThread(say -> apply(rpc, say));
    }

    /** With the settings of the goal. */
    private void apply(URI rpc, Consumer<String> say) {
        try (var client = new ChainClient(List.of(rpc), RpcOptions.DEFAULT.withPatience(Patience.LONG))) {
            Deployer deployer = deployer(client);
            deployer.apply(this.deployer.signer(), SenderOptions.DEFAULT, say);
            // Applied again it does nothing, and must find what is there.
            deployer.apply(this.deployer.signer(), SenderOptions.DEFAULT, say);
        }
    }

    private Deployer deployer(ChainClient client) {
        Plan plan = Plan.resource("io/gridwork/devnet/faults/small.yaml");
        return new Deployer(plan, DeployedContracts.ARTIFACTS, client, folder.resolve("deployments"));
    }

    @Override
    public void requireSameEnd(Command command) {
        var client = network.devnet().client();
        assertThat(deployer(client).verify(deployer.address()).problems()).as("problems").isEmpty();
        assertThat(client.nonce(deployer.address(), BlockTag.LATEST))
                .as("transactions: nothing was sent twice")
                .isEqualTo(TRANSACTIONS);
    }
}

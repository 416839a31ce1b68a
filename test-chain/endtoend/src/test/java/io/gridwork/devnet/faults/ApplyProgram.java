package io.gridwork.devnet.faults;

import io.gridwork.chain.ChainClient;
import io.gridwork.devnet.network.DeployedContracts;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What the Maven goal {@code apply} does, with its settings: starting Maven itself takes too long for so many cells. */
final class ApplyProgram {

    private ApplyProgram() {}

    /** @param arguments the node's URL, the deployer's key file, the folder of the records */
    @SuppressWarnings("MissingSummary")
    public static void main(String[] arguments) throws IOException {
        Signer signer = KeyFile.read(Path.of(arguments[1]), null);
        URI node = URI.create(arguments[0]);
        try (var client = new ChainClient(List.of(node), RpcOptions.DEFAULT.withPatience(Patience.LONG))) {
            Deployer deployer = deployer(client, Path.of(arguments[2]));
            deployer.apply(signer, SenderOptions.DEFAULT, System.out::println);
            // Applied again it does nothing, and must find what is there.
            deployer.apply(signer, SenderOptions.DEFAULT, System.out::println);
        } catch (ToolkitException | ChainException failure) {
            System.out.println("gridwork: error: " + failure.getMessage());
            System.exit(1);
        }
    }

    static Deployer deployer(ChainClient client, Path deployments) {
        Plan plan = Plan.resource("io/gridwork/devnet/faults/small.yaml");
        return new Deployer(plan, DeployedContracts.ARTIFACTS, client, deployments);
    }
}

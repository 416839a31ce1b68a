package io.gridwork.devnet.app;

import io.gridwork.chain.ChainClient;
import io.gridwork.devnet.network.NetworkDeployment;
import io.gridwork.network.Network;
import io.gridwork.testchain.DataFolder;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A local chain that stays up until it is stopped. */
@Command(
        name = "chain",
        description = "A local test chain.",
        synopsisSubcommandLabel = "start|stop|install-besu",
        subcommands = InstallBesuCommand.class)
final class ChainCommand {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Command(name = "start", description = "Starts a new chain, which stays up until `gridwork chain stop`.")
    int start(
            @Mixin EngineFlags engine,
            @Option(
                            names = "--dir",
                            paramLabel = "DIR",
                            description = "Where it keeps its data (default: .gridwork/chain).")
                    @Nullable Path dir,
            @Option(
                            names = "--port",
                            defaultValue = "8545",
                            description =
                                    "HTTP JSON-RPC port on loopback; 0: any free one (default: ${DEFAULT-VALUE}).")
                    int port,
            @Option(
                            names = "--block-time",
                            paramLabel = "SECONDS",
                            description =
                                    "Time between blocks (default: anvil: a" + " block per transaction, Besu: 1).")
                    @Nullable Double blockTime,
            @Option(names = "--deploy", description = "Deploy Gridwork's contracts on it, with test tokens.")
                    boolean deploy) {
        var selection = engine.selection();
        Path folder = dir == null ? DefaultFolder.of("chain") : dir;
        var options = engine.options().withDataFolder(folder).withPort(port).withDetached(true);
        if (blockTime != null) options = options.withBlockTime(Duration.ofMillis(Math.round(blockTime * 1000)));
        var out = spec.commandLine().getOut();
        out.println(selection.reason());
        // Not closed: a detached chain is to outlive this command.
        @SuppressWarnings("resource")
        TestChain chain = selection.engine().start(options);
        out.printf("RPC:      %s  (chain id %d)%n", chain.rpcUrl(), chain.chainId());
        out.printf("log:      %s%n", chain.log());
        out.printf(
                "accounts: 10 funded ones of the public mnemonic \"%s\", first %s%n",
                TestAccount.MNEMONIC, TestAccount.ALL.getFirst());
        if (deploy) deploy(chain, folder, out);
        out.printf("stop it:  ./gridwork chain stop%s%n", dir == null ? "" : " --dir " + dir);
        return 0;
    }

    private static void deploy(TestChain chain, Path folder, PrintWriter out) {
        Path file = folder.resolve(Network.FILE);
        try (var client = new ChainClient(chain.rpcUrl())) {
            var deployment = NetworkDeployment.apply(client, folder.resolve("deployments"), out::println);
            NetworkDeployment.describe(
                    file, chain.rpcUrl(), deployment.record(), deployment.contracts(), Optional.empty());
        }
        out.printf("network:  commands find the contracts with --network %s%n", file);
    }

    @Command(name = "stop", description = "Stops the chain that `gridwork chain start` started.")
    int stop(
            @Option(names = "--dir", paramLabel = "DIR", description = "The chain's folder (default: .gridwork/chain).")
                    @Nullable Path dir) {
        Path folder = dir == null ? DefaultFolder.of("chain") : dir;
        var stopped = DataFolder.stop(folder)
                .orElseThrow(
                        () -> new NodeException("no chain runs in " + folder + "; give the --dir it was started with"));
        spec.commandLine()
                .getOut()
                .printf(
                        "stopped %s (pid %d) at %s%n",
                        stopped.engine(), stopped.node().pid(), stopped.rpcUrl());
        return 0;
    }
}

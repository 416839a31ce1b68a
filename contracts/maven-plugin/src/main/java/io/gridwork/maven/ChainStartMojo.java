package io.gridwork.maven;

import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.Surroundings;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Starts a test chain for integration tests, on loopback and a free port, new at each start. Sets the properties {@code gridwork.rpcUrl} and
 * {@code gridwork.keyFile}: a funded account whose key everybody knows. Sets {@code gridwork.deploymentsDirectory}, where the project does
 * not, to a folder that ends with the chain. The node ends with {@code chain-stop}, or with this build.
 */
@Mojo(name = "chain-start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class ChainStartMojo extends ChainMojo {
    /** {@code auto} (Besu where it is at hand, else anvil), {@code besu} or {@code anvil}. */
    @Parameter(property = "gridwork.chain", defaultValue = "auto")
    String chain = "auto";

    /** Port of HTTP JSON-RPC; 0: any free one. */
    @Parameter(property = "gridwork.chainPort", defaultValue = "0")
    int chainPort;

    /** Seconds that the node may take to start. Default: the environment variable GRIDWORK_START_TIMEOUT, else 90. */
    @Parameter(property = ChainOptions.START_LIMIT_PROPERTY)
    @Nullable Integer startTimeout;

    @Parameter(defaultValue = "${project.properties}", readonly = true)
    Properties projectProperties = new Properties();

    @Override
    @SuppressWarnings("unchecked") // Maven gives the plugin context as a raw Map
    public void execute() throws MojoExecutionException {
        if (skip) return;
        if (chainPort < 0 || chainPort > 65_535) {
            throw new MojoExecutionException(
                    "parameter chainPort: " + chainPort + " is no port; give 1 to 65535, or 0 for any free one");
        }
        try {
            EngineSelection selection = EngineSelection.of(chain, Surroundings.ofThisProcess());
            getLog().info(selection.reason());
            TestChain started =
                    selection.engine().start(options().withDataFolder(folder()).withPort(chainPort));
            getPluginContext().put(contextKey(), started);
            Path key = keyFile(folder());
            projectProperties.setProperty("gridwork.rpcUrl", started.rpcUrl().toString());
            projectProperties.setProperty("gridwork.keyFile", key.toString());
            // A record outlives no chain of this goal: unless told otherwise it goes where the chain's data are, which
            // are new each time.
            projectProperties.putIfAbsent(
                    "gridwork.deploymentsDirectory",
                    started.log().resolveSibling("deployments").toString());
            getLog().info("chain " + started.chainId() + " at " + started.rpcUrl() + ", log " + started.log());
        } catch (NodeException failure) {
            throw new MojoExecutionException(
                    "the test chain did not start (parameters chain=" + chain + ", chainPort=" + chainPort + "): "
                            + failure.getMessage(),
                    failure);
        }
    }

    private ChainOptions options() throws MojoExecutionException {
        if (startTimeout == null) return ChainOptions.defaults(Surroundings.ofThisProcess());
        if (startTimeout >= 1 && startTimeout <= 86_400)
            return ChainOptions.defaults().withStartLimit(Duration.ofSeconds(startTimeout));
        throw new MojoExecutionException("parameter startTimeout: " + startTimeout
                + " is out of bounds; give 1 to 86400 seconds (-D" + ChainOptions.START_LIMIT_PROPERTY + ")");
    }

    private static Path keyFile(Path folder) throws MojoExecutionException {
        Path file = folder.resolve("deployer.key");
        try {
            Files.deleteIfExists(file);
            KeyFile.write(file, Signer.ofPrivateKey(TestAccount.ALL.getFirst().privateKey()));
            return file;
        } catch (IOException failure) {
            throw new MojoExecutionException(
                    "parameter chainDirectory: " + file + " cannot be written: " + failure, failure);
        }
    }
}

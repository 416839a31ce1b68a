package io.gridwork.maven;

import io.gridwork.abi.Address;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Network;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.EndpointAddress;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.artifact.ArtifactSource;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.Signer;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals around a deployment plan have in common: where everything is. */
abstract class DeploymentMojo extends AbstractMojo {
    /** HTTP JSON-RPC of a node. {@code chain-start} sets it. */
    @Parameter(property = "gridwork.rpcUrl")
    @Nullable String rpcUrl;

    /**
     * Instead of {@code rpcUrl}, a network's file, or its name in {@code ${basedir}/networks} or {@code $GRIDWORK_STATE/networks}.
     * {@code gridwork mvn} sets that variable, and {@code gridwork up} starts the network {@code dev}.
     */
    @Parameter(property = "gridwork.network")
    @Nullable String network;

    @Parameter(defaultValue = "${basedir}", readonly = true)
    File basedir = new File("");

    Map<String, String> environment = System.getenv();

    /** The plan, YAML or JSON; {@code classpath:path/of/plan.yaml} for one in a dependency of the plugin. */
    @Parameter(property = "gridwork.planFile", defaultValue = "${basedir}/deploy.yaml")
    @Nullable String planFile;

    /** What the compiler wrote: Foundry's {@code out}, Hardhat's {@code artifacts}; {@code classpath:folder} for a dependency of the plugin. */
    @Parameter(property = "gridwork.artifactsDirectory", defaultValue = "${basedir}/out")
    @Nullable String artifactsDirectory;

    /** Where the records are, {@code <chainId>.json} each. Commit those of public chains. {@code chain-start} sets another default. */
    @Parameter(property = "gridwork.deploymentsDirectory", defaultValue = "${basedir}/deployments")
    @Nullable File deploymentsDirectory;

    /**
     * The deployer's private key in a file of mode 0600: 64 hexadecimal digits, or a keystore (JSON). {@code chain-start} sets it, and a
     * development network has one.
     */
    @Parameter(property = "gridwork.keyFile")
    @Nullable File keyFile;

    /** The keystore's password, in a file of mode 0600. */
    @Parameter(property = "gridwork.passwordFile")
    @Nullable File passwordFile;

    /** The plan's accounts that it leaves open, or that are to be others: addresses by name. */
    @Parameter
    Map<String, String> accounts = Map.of();

    /** The plan's parameters that it leaves open, or that are to be others, by name. */
    @Parameter
    Map<String, String> parameters = Map.of();

    /** Skips the goal. */
    @Parameter(property = "gridwork.skip", defaultValue = "false")
    boolean skip;

    /** What a goal does once all is found. */
    abstract void run(Deployer deployer) throws MojoExecutionException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped (gridwork.skip)");
            return;
        }
        File deployments = Parameters.required("deploymentsDirectory", deploymentsDirectory);
        List<URI> nodes = nodes();
        try (ChainClient chain = new ChainClient(nodes, RpcOptions.DEFAULT.withPatience(Patience.LONG))) {
            run(new Deployer(plan(), artifacts(), chain, deployments.toPath()));
        } catch (ToolkitException wrong) {
            throw new MojoExecutionException(wrong.getMessage(), wrong);
        } catch (ChainException failure) {
            String parameter = network == null
                    ? "rpcUrl (" + EndpointAddress.shown(nodes.getFirst().toString())
                    : "network (" + network;
            throw new MojoExecutionException("parameter " + parameter + "): " + failure.getMessage(), failure);
        }
    }

    /** Also takes the key of a development network, where none is given. */
    private List<URI> nodes() throws MojoExecutionException {
        if (network == null) return Parameters.urls("rpcUrl", rpcUrl);
        if (rpcUrl != null) {
            throw new MojoExecutionException("parameters rpcUrl (" + EndpointAddress.shown(rpcUrl) + ") and network ("
                    + network + ") are both set; give one of them. The goal chain-start sets rpcUrl");
        }
        Network found = Parameters.network(network, basedir.toPath(), environment);
        if (keyFile == null) {
            keyFile = found.development().map(own -> own.deployerKey().toFile()).orElse(null);
        }
        return List.of(found.rpc());
    }

    private Plan plan() throws MojoExecutionException {
        String file = Parameters.required("planFile", planFile);
        return Parameters.resource(file)
                .map(Plan::resource)
                .orElseGet(() -> Plan.read(new File(file).toPath()))
                .withAccounts(accounts)
                .withParameters(parameters);
    }

    private ArtifactSource artifacts() throws MojoExecutionException {
        String directory = Parameters.required("artifactsDirectory", artifactsDirectory);
        return Parameters.resource(directory)
                .map(ArtifactSource::classPath)
                .orElseGet(() -> ArtifactSource.directory(new File(directory).toPath()));
    }

    final Signer signer() throws MojoExecutionException {
        return Parameters.signer(keyFile, passwordFile);
    }

    /** Who deploys: the key's account, or without a key whoever made the recorded deployment. */
    final Address account(Deployer deployer) throws MojoExecutionException {
        return keyFile == null ? deployer.recordedDeployer() : signer().address();
    }

    final void lines(Object text) {
        text.toString().lines().forEach(getLog()::info);
    }
}

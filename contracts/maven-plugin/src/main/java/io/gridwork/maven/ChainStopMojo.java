package io.gridwork.maven;

import io.gridwork.testchain.DataFolder;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.TestChain;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Stops the node that {@code chain-start} has started for this project. No node is no error. */
@Mojo(name = "chain-stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class ChainStopMojo extends ChainMojo {
    @Override
    public void execute() throws MojoExecutionException {
        if (skip) return;
        try {
            if (getPluginContext().remove(contextKey()) instanceof TestChain chain) {
                chain.close();
                getLog().info("stopped " + chain);
            } else {
                DataFolder.stop(folder())
                        .ifPresent(node -> getLog().info("stopped " + node.engine() + " at " + node.rpcUrl()));
            }
        } catch (NodeException failure) {
            throw new MojoExecutionException(
                    "the test chain in " + folder() + " (parameter chainDirectory) did not stop: "
                            + failure.getMessage(),
                    failure);
        }
    }
}

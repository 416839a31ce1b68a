package io.gridwork.maven;

import io.gridwork.toolkit.deploy.Applied;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.transactions.SenderOptions;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Deploys what the plan says and is not there yet, and makes the calls that are needed. Applied again it does nothing. Sets the property
 * {@code gridwork.address.<Contract>} for each contract.
 */
@Mojo(name = "apply", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class ApplyMojo extends DeploymentMojo {
    /** Blocks, a transaction's own included, after which it is taken for final. More than 1 on public chains. */
    @Parameter(property = "gridwork.confirmations", defaultValue = "1")
    int confirmations = 1;

    @Parameter(defaultValue = "${project.properties}", readonly = true)
    Properties projectProperties = new Properties();

    @Override
    void run(Deployer deployer) throws MojoExecutionException {
        if (confirmations < 1) {
            throw new MojoExecutionException(
                    "parameter confirmations: " + confirmations + " is less than 1; give 1 or more");
        }
        Applied applied =
                deployer.apply(signer(), SenderOptions.DEFAULT.withConfirmations(confirmations), getLog()::info);
        applied.record()
                .contracts()
                .forEach((name, contract) -> projectProperties.setProperty(
                        "gridwork.address." + name, contract.address().toString()));
        int awaited = applied.awaited().size();
        if (awaited > 0) getLog().warn(awaited + " calls are left to other accounts (\"awaits\" above)");
        getLog().info(applied.transactions() == 0 ? "nothing to do" : "transactions: " + applied.transactions());
        getLog().info("record: " + deployer.record());
    }
}

package io.gridwork.maven;

import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.deploy.Verification;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Fails the build unless the chain is as the plan says: the code of each contract, each call, each expectation. Sends nothing. */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class VerifyMojo extends DeploymentMojo {
    @Override
    void run(Deployer deployer) throws MojoExecutionException, MojoFailureException {
        Verification verification = deployer.verify(account(deployer));
        lines(verification);
        if (!verification.isGood()) {
            throw new MojoFailureException("the chain is not as the plan says: " + verification.problems());
        }
    }
}

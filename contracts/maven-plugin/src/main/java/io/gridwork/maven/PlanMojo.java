package io.gridwork.maven;

import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.deploy.Preview;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what {@code apply} would do: what is there, what would be created and called, the gas. Sends nothing. */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends DeploymentMojo {
    @Override
    void run(Deployer deployer) throws MojoExecutionException, MojoFailureException {
        Preview preview = deployer.preview(account(deployer));
        lines(preview);
        if (!preview.conflicts().isEmpty()) {
            throw new MojoFailureException("the plan cannot be applied: " + preview.conflicts());
        }
    }
}

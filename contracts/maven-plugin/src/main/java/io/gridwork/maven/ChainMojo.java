package io.gridwork.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What {@code chain-start} and {@code chain-stop} agree on. */
abstract class ChainMojo extends AbstractMojo {
    /** Where the node of this project keeps its data. Its log is there too. */
    @Parameter(property = "gridwork.chainDirectory", defaultValue = "${project.build.directory}/gridwork-chain")
    @Nullable File chainDirectory;

    /** Skips the goal. */
    @Parameter(property = "gridwork.skip", defaultValue = "false")
    boolean skip;

    final Path folder() throws MojoExecutionException {
        return Parameters.required("chainDirectory", chainDirectory).toPath().toAbsolutePath();
    }

    /** What the plugin remembers of this project until the build ends. */
    final String contextKey() throws MojoExecutionException {
        return "chain in " + folder();
    }
}

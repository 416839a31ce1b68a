package io.gridwork.toolkit.artifact;

import io.gridwork.toolkit.ToolkitException;
import java.nio.file.Path;

/** Where artifacts are found. */
public sealed interface ArtifactSource permits ArtifactDirectory, ArtifactResources {

    /**
     * The artifact of that name.
     *
     * @param name a contract name, or {@code path/File.sol:Contract} where the folder has several of one name
     * @throws ToolkitException if there is none or more than one, saying where it looked
     */
    Artifact find(String name);

    /** A compiler's output folder, searched with all folders in it: {@code out/} of Foundry, {@code artifacts/} of Hardhat, a flat one. */
    static ArtifactSource directory(Path folder) {
        return new ArtifactDirectory(folder);
    }

    /** Files {@code <Contract>.json} in a folder of the class path, such as {@code io/gridwork/contracts/artifacts}. */
    static ArtifactSource classPath(String folder) {
        return new ArtifactResources(folder);
    }
}

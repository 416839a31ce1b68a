package io.gridwork.toolkit.artifact;

import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

record ArtifactResources(String folder) implements ArtifactSource {
    @Override
    public Artifact find(String name) {
        String path = folder + "/" + name + ".json";
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new ToolkitException("no artifact of " + name + ": " + path
                        + " is not on the class path; is the jar of the contracts?");
            }
            return ArtifactReader.read(name, path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new ToolkitException(
                    "artifact " + path + " on the class path cannot be read: " + unreadable, unreadable);
        }
    }
}

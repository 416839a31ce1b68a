package io.gridwork.worker.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A child process with limits and nothing else: good enough for our own programs.
 *
 * @param reason why there is no sandbox
 * @param workspace where its processes may write
 */
record PlainProcess(String reason, Workspace workspace) implements Isolation {
    @Override
    public String description() {
        return "plain child process, no sandbox: " + reason;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.of("kernels of users run in a sandbox only, and there is none: " + reason);
    }

    @Override
    public List<Path> classPath(List<Path> outside) {
        return outside;
    }

    @Override
    public List<String> prefix(List<Path> readable) {
        return List.of();
    }

    @Override
    public Path scratch() {
        return workspace.scratch();
    }

    @Override
    public void clean(Path scratch) {
        Workspace.remove(scratch);
    }
}

package io.gridwork.worker.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What stands between a runner and the machine. */
sealed interface Isolation permits Bubblewrap, PlainProcess {
    /** For people. */
    String description();

    /** Why kernels that anyone may have written are not run this way; empty when they are. */
    Optional<String> refusal();

    /**
     * The command that runs another one in isolation.
     *
     * @param command an executable and its arguments
     * @param readable files and folders it needs, besides the system's libraries
     */
    List<String> wrap(List<String> command, List<Path> readable);

    /** Where the isolated process may write. */
    Path scratch();

    /** Removes what it has written there, once it has ended. */
    void clean(Path scratch);
}

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

    /** Where the isolated process finds the files of a class path. To be called once, and before {@link #prefix}. */
    List<Path> classPath(List<Path> outside);

    /**
     * What stands before a command that is to run in isolation.
     *
     * @param readable files and folders that it needs, besides the class path and the system's libraries
     */
    List<String> prefix(List<Path> readable);

    /** Where the isolated process may write. */
    Path scratch();

    /** Removes what it has written there, once it has ended. */
    void clean(Path scratch);
}

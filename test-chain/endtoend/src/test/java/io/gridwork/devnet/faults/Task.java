package io.gridwork.devnet.faults;

import java.net.URI;

/** Something that a user wants done, once. Started again after a failure, the command must go on with it. */
interface Task {

    /** Starts the command. */
    Command start(URI rpc);

    /** Whether what a command that never ends by itself was started for has happened; false for one that ends. */
    default boolean isReached() {
        return false;
    }

    /**
     * Compares the end with that of a task that met no fault.
     *
     * @param foreign how many transactions another program has sent from the task's account
     */
    void requireSameEnd(Command command, int foreign);
}

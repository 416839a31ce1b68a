package io.gridwork.testchain;

import java.nio.file.Path;

/** A node program found on this machine. */
public sealed interface ChainEngine permits AnvilEngine, BesuEngine {

    /** {@code besu} or {@code anvil}: what {@code --chain} takes. */
    String name();

    Path executable();

    /** Where it was found, in words that follow "found", such as "on PATH". */
    String foundBy();

    /**
     * Starts a node with a new chain and waits until it answers.
     *
     * @throws NodeException with the end of the node's log if it does not start, or if its data folder is in use
     */
    TestChain start(ChainOptions options);
}

package io.gridwork.indexer.source;

import io.gridwork.chain.ChainClient;

/**
 * What a node answered cannot be true. Thrown out of a question to {@link Endpoints}, it makes them drop that node for a
 * while and ask another.
 */
public final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param what it did, to follow on its name */
    public WrongAnswer(ChainClient client, String what) {
        super(client.name() + " " + what);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

package io.gridwork.worker.app;

import io.gridwork.abi.Address;

/** Tokens as the command line names them. */
final class Tokens {
    private Tokens() {}

    /** An address, or "native" for the chain's own currency. */
    static Address parse(String text) {
        return text.equals("native") ? Address.ZERO : Address.parse(text);
    }
}

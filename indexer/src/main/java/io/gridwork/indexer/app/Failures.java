package io.gridwork.indexer.app;

import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.store.StoreException;
import io.gridwork.rpc.ChainException;
import java.io.UncheckedIOException;

/** What to tell a user about an exception. */
final class Failures {
    private Failures() {}

    static String describe(Exception failure) {
        return switch (failure) {
            case Refusal refusal -> String.valueOf(refusal.getMessage());
            case StoreException store -> String.valueOf(store.getMessage());
            case ChainException.Retryable chain ->
                chain.getMessage()
                        + (chain.getMessage().endsWith("?") ? "" : ".")
                        + " What was written before is whole; run the same command again when the node is back";
            case ChainException chain -> chain.getMessage();
            case UncheckedIOException io -> String.valueOf(io.getCause());
            default -> "a defect of this program: " + failure + "; run again with --debug and report what it shows";
        };
    }
}

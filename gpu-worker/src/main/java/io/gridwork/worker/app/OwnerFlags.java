package io.gridwork.worker.app;

import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.Contracts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that acts with the node's cold key. */
final class OwnerFlags {
    @Mixin
    ChainFlags chain = new ChainFlags();

    @Option(
            names = "--owner-key",
            required = true,
            paramLabel = "FILE",
            description = "The node's cold key, mode 0600.")
    Path ownerKey = Path.of("owner.key");

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    /** What is done with the key. */
    interface Work<T> {
        T apply(Contracts contracts, ChainFlags.Sending sending) throws IOException;
    }

    <T> T with(Work<T> work) throws IOException {
        Signer signer = chain.signer(ownerKey);
        Contracts contracts = chain.contracts();
        try (ChainFlags.Sending sending = chain.sending(contracts, signer)) {
            return work.apply(contracts, sending);
        }
    }

    /** A name for what one call of a command does: each call is a purpose of its own. */
    static String purpose(String what) {
        return what + ":" + Instant.now();
    }
}

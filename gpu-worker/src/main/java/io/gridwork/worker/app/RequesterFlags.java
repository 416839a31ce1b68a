package io.gridwork.worker.app;

import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.request.Requester;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that acts with the requester's key. */
final class RequesterFlags {
    @Mixin
    ChainFlags chain = new ChainFlags();

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The requester's key, mode 0600.")
    Path key = Path.of("requester.key");

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    /** What is done with the key. */
    interface Work<T> {
        T apply(Contracts contracts, Requester requester) throws IOException;
    }

    <T> T with(Work<T> work) throws IOException {
        Signer signer = chain.signer(key);
        Contracts contracts = chain.contracts();
        try (ChainFlags.Sending sending = chain.sending(contracts, signer)) {
            return work.apply(contracts, new Requester(contracts, sending.actions()));
        }
    }
}

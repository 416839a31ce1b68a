package io.gridwork.indexer.canned;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.bench.RpcRefusal;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A node that knows the chain's blocks, and nothing of what happened in them.
 *
 * @param asked times that it was asked
 */
public record NoLogs(AtomicLong asked) implements Faults {
    private static final Set<String> METHODS =
            Set.of("eth_getLogs", "eth_getBlockReceipts", "eth_getTransactionReceipt");

    public NoLogs() {
        this(new AtomicLong());
    }

    @Override
    public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
        if (!METHODS.contains(call.method())) return honest.get();
        asked.incrementAndGet();
        throw new RpcRefusal(-32601, "the method " + call.method() + " does not exist");
    }
}

package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.LogQuery;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.testchain.junit.UnderLoad;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an audit reads what it compares. */
@UnderLoad
final class AuditTest {
    private static final int DENSE = 100;

    @TempDir
    Path folder;

    /** How many blocks the node was asked for at once. */
    private record Spans(Set<Integer> seen) implements Faults {
        @Override
        public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
            if (call.method().equals("eth_getLogs"))
                seen.add(LogQuery.of(call, chain).blocks().size());
            return honest.get();
        }
    }

    @Test
    void denseBlocksAreReadAFewAtATimeSinceAllOfAPartIsInMemory() {
        CannedChain chain = CannedChain.ofTransfers(100_000, DENSE);
        Path file = folder.resolve("dense.db");
        ConcurrentSkipListSet<Integer> spans = new ConcurrentSkipListSet<>();
        try (CannedNode node = new CannedNode(chain)) {
            try (JdbcEventStore store = JdbcEventStore.open(
                    file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(Tokens.TRANSFERS), List.of())) {
                Runs.upTo(node, store, chain.head());
            }
            node.with(new Spans(spans));
            assertThat(Runs.audit(node, file, false)).isEmpty();
        }
        assertThat(spans.last() * DENSE).isBetween(1, 10_000);
    }
}

package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.Endpoints;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.store.InMemoryEventStore;
import io.gridwork.testchain.junit.UnderLoad;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Requests whose filter lets through more than is wanted of each contract. */
@UnderLoad
final class MixedRequestTest {
    private static final String FULL = "0x" + "ff".repeat(256);

    /** Its bloom filters deny nothing, so that every block is suspicious. */
    private static final Faults FULL_BLOOMS = new Faults() {
        @Override
        public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
            if (!call.method().equals("eth_getBlockByNumber")) return honest.get();
            return new String(honest.get(), StandardCharsets.US_ASCII)
                    .replaceFirst("\"logsBloom\":\"0x[0-9a-f]*\"", "\"logsBloom\":\"" + FULL + "\"")
                    .getBytes(StandardCharsets.US_ASCII);
        }
    };

    @Test
    void anHonestNodeIsNotBlamedForLogsThatNobodyWanted() {
        CannedChain chain = new CannedChain(81, 6, true).append(400);
        List<Target> targets = List.of(
                new Target(Tokens.TRANSFER_SOURCE, 0),
                new Target(RawLogSource.of(KeepRaw.ALL, Tokens.OTHER_SOURCE.selector()), 0));
        InMemoryEventStore store = new InMemoryEventStore();
        try (CannedNode one = new CannedNode(chain).with(FULL_BLOOMS);
                CannedNode two = new CannedNode(chain).with(FULL_BLOOMS);
                Endpoints endpoints = Runs.endpoints(one, two)) {
            Runs.indexer(endpoints, store, targets, chain.head(), _ -> {}).run();
            assertThat(endpoints.usage()).extracting(EndpointUsage::drops).containsOnly(0L);
            assertThat(endpoints.usage()).extracting(EndpointUsage::lastError).containsOnly("");
        }
        long others = chain.blocks().stream()
                .flatMap(block -> block.logs().stream())
                .filter(log -> log.address().equals(CannedChain.OTHER))
                .count();
        assertThat(store.kept()).hasSize((int) others).isNotEmpty();
        assertThat(store.rows()).isNotEmpty();
    }
}

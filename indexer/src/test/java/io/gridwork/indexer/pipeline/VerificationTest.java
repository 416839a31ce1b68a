package io.gridwork.indexer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.LogQuery;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.Proof;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.store.InMemoryEventStore;
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.junit.UnderLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Nodes that do not tell the truth, and what comes of it. */
@UnderLoad
final class VerificationTest {
    private static final byte[] NOTHING = "[]".getBytes(UTF_8);

    private final CannedChain chain = new CannedChain(11, 6, true).append(1_200);
    private final InMemoryEventStore store = new InMemoryEventStore();

    /** What one method answers is replaced. */
    private record Lies(String method, Lie lie) implements Faults {
        interface Lie {
            byte[] instead(RpcCall call, byte[] honest);
        }

        @Override
        public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
            byte[] truth = honest.get();
            return call.method().equals(method) ? lie.instead(call, truth) : truth;
        }
    }

    private static Faults nothingFor(String method) {
        return new Lies(method, (_, _) -> NOTHING);
    }

    private void index(Verification level, CannedNode... nodes) {
        index(store, level, nodes);
    }

    private void index(InMemoryEventStore into, Verification level, CannedNode... nodes) {
        try (Endpoints endpoints = Runs.endpoints(nodes)) {
            new Indexer(
                            new LogReader(endpoints),
                            into,
                            Runs.TARGETS,
                            new Indexer.Settings(chain.head(), 4, Duration.ofMillis(1), level),
                            _ -> {})
                    .run();
        }
    }

    private static List<String> rows(InMemoryEventStore store) {
        return store.rows().stream().map(row -> row.values().toString()).toList();
    }

    private List<String> truth() {
        InMemoryEventStore fresh = new InMemoryEventStore();
        try (CannedNode honest = new CannedNode(chain)) {
            index(fresh, Verification.NONE, honest);
        }
        assertThat(fresh.rows()).isNotEmpty();
        return rows(fresh);
    }

    private List<Proof> proofs() {
        return store.proved(Tokens.TRANSFER_SOURCE).parts().stream()
                .map(Coverage.Part::proof)
                .toList();
    }

    @Test
    void whatWasProvedIsRemembered() {
        try (CannedNode node = new CannedNode(chain)) {
            index(Verification.RECEIPTS, node);
        }
        assertThat(proofs()).containsExactly(new Proof(true, true, true));
        assertThat(rows(store)).isEqualTo(truth());
    }

    @Test
    void anHonestNodeIsBelievedAtEveryLevel() {
        try (CannedNode node = new CannedNode(chain)) {
            index(Verification.BLOOM, node);
        }
        assertThat(proofs()).containsExactly(new Proof(true, true, false));
        assertThat(rows(store)).isEqualTo(truth());
    }

    @Test
    void withoutVerificationANodeThatHasForgottenIsBelieved() {
        try (CannedNode node = new CannedNode(chain).with(nothingFor("eth_getLogs"))) {
            index(Verification.NONE, node);
        }
        assertThat(store.rows()).isEmpty();
    }

    @Test
    void anEmptyAnswerIsPutRightFromTheReceipts() {
        try (CannedNode node = new CannedNode(chain).with(nothingFor("eth_getLogs"))) {
            index(Verification.BLOOM, node);
        }
        assertThat(rows(store)).isEqualTo(truth());
    }

    @Test
    void anotherEndpointIsAskedForTheReceipts() {
        try (CannedNode forgetful = new CannedNode(chain).with(pruned());
                CannedNode honest = new CannedNode(chain)) {
            index(Verification.BLOOM, forgetful, honest);
            assertThat(honest.requests()).isPositive();
        }
        assertThat(rows(store)).isEqualTo(truth());
    }

    private static Faults pruned() {
        return new Faults() {
            @Override
            public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
                return call.method().equals("eth_getLogs") || call.method().equals("eth_getBlockReceipts")
                        ? NOTHING
                        : honest.get();
            }
        };
    }

    @Test
    void whatNobodyCanProveStopsTheRunAndIsNotWritten() {
        try (CannedNode node = new CannedNode(chain).with(pruned())) {
            assertThatThrownBy(() -> index(Verification.BLOOM, node))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining("cannot be proved")
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("--verify none");
        }
        assertThat(store.rows()).isEmpty();
        assertThat(chain.blocks().stream()
                        .filter(block -> store.coverage(Tokens.TRANSFER_SOURCE).contains(block.number()))
                        .flatMap(block -> block.logs().stream())
                        .filter(log ->
                                log.address().equals(CannedChain.TOKEN) && CannedChain.TRANSFER.equals(log.topic0())))
                .isEmpty();
    }

    /** A kind of log that the block has, but one of several: only receipts show that it is missing. */
    @Test
    void receiptsShowASingleMissingLog() {
        Set<Long> robbed = ConcurrentHashMap.newKeySet();
        Faults thief = new Lies("eth_getLogs", (_, honest) -> {
            ArrayNode logs = (ArrayNode) JsonMapper.shared().readTree(honest);
            Set<String> seen = new HashSet<>();
            List<JsonNode> kept = new ArrayList<>();
            logs.forEach(log -> {
                if (seen.add(log.path("blockNumber").asString()) || seen.size() % 2 == 0) kept.add(log);
                else robbed.add(Long.decode(log.path("blockNumber").asString()));
            });
            return JsonMapper.shared().writeValueAsBytes(kept);
        });
        try (CannedNode node = new CannedNode(chain).with(thief)) {
            index(Verification.RECEIPTS, node);
            assertThat(rows(store)).isEqualTo(truth());
            InMemoryEventStore deceived = new InMemoryEventStore();
            index(deceived, Verification.BLOOM, node);
            assertThat(robbed).isNotEmpty();
            assertThat(deceived.rows()).hasSizeLessThan(store.rows().size());
        }
    }

    @Test
    void aLogThatWasMadeUpIsNotWritten() {
        Faults inventor = new Lies("eth_getLogs", (call, honest) -> {
            ArrayNode logs = (ArrayNode) JsonMapper.shared().readTree(honest);
            if (logs.isEmpty()) return honest;
            LogQuery query = LogQuery.of(call, chain);
            return query.blocks().stream()
                    .filter(block -> block.logs().isEmpty() && block.number() > 0)
                    .findFirst()
                    .map(block -> {
                        ObjectNode made = ((ObjectNode) logs.get(0)).deepCopy();
                        made.put("blockNumber", "0x" + Long.toHexString(block.number()));
                        made.put("blockHash", block.hash().hex());
                        made.put("blockTimestamp", "0x" + Long.toHexString(block.timestamp()));
                        logs.add(made);
                        return JsonMapper.shared().writeValueAsBytes(logs);
                    })
                    .orElse(honest);
        });
        try (CannedNode node = new CannedNode(chain).with(inventor)) {
            index(Verification.BLOOM, node);
        }
        assertThat(rows(store)).isEqualTo(truth());
    }

    @Test
    void receiptsOfAnotherRootAreRefused() {
        Faults forger = new Lies("eth_getBlockReceipts", (_, honest) -> {
            ArrayNode receipts = (ArrayNode) JsonMapper.shared().readTree(honest);
            if (receipts.isEmpty()) return honest;
            receipts.remove(receipts.size() - 1);
            return JsonMapper.shared().writeValueAsBytes(receipts);
        });
        try (CannedNode node = new CannedNode(chain).with(forger)) {
            assertThatThrownBy(() -> index(Verification.RECEIPTS, node))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining("do not belong to the receipts root");
        }
        assertThat(store.rows()).isEmpty();
    }
}

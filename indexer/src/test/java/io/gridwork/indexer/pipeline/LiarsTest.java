package io.gridwork.indexer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.source.FakeTimer;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.junit.UnderLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an endpoint that was seen to lie, and of the file. */
@UnderLoad
final class LiarsTest {
    @TempDir
    Path folder;

    private final CannedChain chain = new CannedChain(21, 6, true).append(1_500);
    private final CannedNode liar = new CannedNode(chain);
    private final CannedNode honest = new CannedNode(chain);
    private final CannedNode forgetful =
            new CannedNode(chain).with(new Lies("eth_getLogs", _ -> "[]").and("eth_getBlockReceipts", _ -> "null"));
    private final FakeTimer timer = new FakeTimer();

    @AfterEach
    void close() {
        liar.close();
        honest.close();
        forgetful.close();
    }

    /** What methods answer is replaced, and counted. */
    private static final class Lies implements Faults {
        private final Map<String, UnaryOperator<String>> lies = new HashMap<>();
        private final AtomicInteger told = new AtomicInteger();

        Lies(String method, UnaryOperator<String> lie) {
            lies.put(method, lie);
        }

        Lies and(String method, UnaryOperator<String> lie) {
            lies.put(method, lie);
            return this;
        }

        @Override
        public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
            UnaryOperator<String> lie = lies.get(call.method());
            if (lie == null) return honest.get();
            told.incrementAndGet();
            return lie.apply(new String(honest.get(), UTF_8)).getBytes(UTF_8);
        }
    }

    private static String forged(String receipts) {
        return receipts.replace("\"status\":\"0x1\"", "\"status\":\"0x0\"");
    }

    /** Of the block that these logs or receipts name; 0 where there are none. */
    private static long block(String honest) {
        Matcher named = Pattern.compile("\"blockNumber\":\"(0x[0-9a-f]+)\"").matcher(honest);
        return named.find() ? Long.decode(named.group(1)) : 0;
    }

    /** Up to the head, one range after the other. */
    private List<EndpointUsage> index(String file, Verification level, CannedNode... nodes) {
        ChainIdentity identity = new ChainIdentity(CannedChain.CHAIN_ID, null);
        try (Endpoints endpoints = Runs.endpoints(timer, nodes);
                JdbcEventStore store =
                        JdbcEventStore.open(folder.resolve(file), identity, List.of(Tokens.TRANSFERS), List.of())) {
            Indexer.Settings settings = new Indexer.Settings(chain.head(), 1, Duration.ofMillis(1), level);
            new Indexer(new LogReader(endpoints), store, Runs.TARGETS, settings, _ -> {}).run();
            return endpoints.usage();
        }
    }

    private void requireEqual(String file) {
        index("fresh.db", Verification.NONE, honest);
        assertThat(ContentHash.of(folder.resolve(file)).hash())
                .isEqualTo(ContentHash.of(folder.resolve("fresh.db")).hash());
    }

    @Test
    void oneThatLeavesLogsOutIsLeftAloneAfterItsFirstLie() {
        Lies lies = new Lies("eth_getLogs", _ -> "[]");
        liar.with(lies);
        List<EndpointUsage> usage = index("lied.db", Verification.BLOOM, liar, honest);
        assertThat(lies.told).hasValue(1);
        assertThat(usage.getFirst().lies()).isEqualTo(1);
        assertThat(usage.getFirst().drops()).isEqualTo(1);
        assertThat(usage.getFirst().resting()).isTrue();
        assertThat(usage.getFirst().lastError()).contains(liar.url().toString(), "eth_getLogs", "receipts root");
        assertThat(usage.getLast().lies()).isZero();
        assertThat(usage.getLast().correctedBlocks())
                .as("the other one tells the truth")
                .isZero();
        requireEqual("lied.db");
    }

    @Test
    void theOnlyOneIsAskedOnAndPutRight() {
        Lies lies = new Lies("eth_getLogs", _ -> "[]");
        liar.with(lies);
        EndpointUsage usage = index("lied.db", Verification.BLOOM, liar).getFirst();
        assertThat(lies.told.get()).isGreaterThan(1);
        assertThat(usage.lies()).isGreaterThan(1);
        assertThat(usage.drops()).isZero();
        long withTransfers = chain.blocks().stream()
                .filter(block -> block.logs().stream()
                        .anyMatch(log ->
                                log.address().equals(CannedChain.TOKEN) && CannedChain.TRANSFER.equals(log.topic0())))
                .count();
        assertThat(usage.correctedBlocks()).isEqualTo(withTransfers);
        requireEqual("lied.db");
    }

    @Test
    void oneWhoseReceiptsAreOfAnotherRootIsLeftAlone() {
        Lies lies = new Lies("eth_getBlockReceipts", LiarsTest::forged);
        liar.with(lies);
        List<EndpointUsage> usage = index("lied.db", Verification.RECEIPTS, liar, honest);
        assertThat(lies.told.get()).as("those under way").isLessThan(64);
        assertThat(usage.getFirst().drops()).isEqualTo(1);
        assertThat(usage.getFirst().lies()).isPositive();
        assertThat(usage.getFirst().lastError()).contains(liar.url().toString(), "eth_getBlockReceipts");
        requireEqual("lied.db");
    }

    @Test
    void oneThatNamesABlockThatItDoesNotHaveIsALiarAndNoOtherBranch() {
        String some = chain.block(1).orElseThrow().hash().toString();
        liar.with(new Lies(
                "eth_getLogs",
                honest -> honest.replaceAll("\"blockHash\":\"0x[0-9a-f]{64}\"", "\"blockHash\":\"" + some + "\"")));
        List<EndpointUsage> usage = index("lied.db", Verification.BLOOM, liar, honest);
        assertThat(usage.getFirst().lies()).isEqualTo(1);
        requireEqual("lied.db");
    }

    @Test
    void receiptsOfOneThatLiedInLogsCompleteARunAtOnceWhereNobodyElseHasAny() {
        liar.with(new Lies("eth_getLogs", _ -> "[]"));
        List<EndpointUsage> usage = index("lied.db", Verification.BLOOM, liar, forgetful);
        assertThat(timer.passed()).isZero();
        assertThat(usage.getFirst().lies()).isEqualTo(1);
        assertThat(usage.getFirst().resting()).as("not asked for logs any more").isTrue();
        assertThat(usage.getLast().correctedBlocks()).isPositive();
        requireEqual("lied.db");
    }

    @Test
    void receiptsOfOneThatLiedInOthersCompleteARunAtOnceWhereNobodyElseHasAny() {
        liar.with(new Lies("eth_getBlockReceipts", honest -> block(honest) == 5 ? forged(honest) : honest));
        forgetful.with(new Lies("eth_getBlockReceipts", honest -> block(honest) > 700 ? "null" : honest));
        List<EndpointUsage> usage = index("lied.db", Verification.RECEIPTS, liar, forgetful);
        assertThat(timer.passed()).isZero();
        assertThat(usage.getFirst().lies()).isEqualTo(1);
        assertThat(usage.getFirst().resting()).isTrue();
        requireEqual("lied.db");
    }

    @Test
    void whereTheOnlyReceiptsAreLiesTheRunStopsAtOnceAndNamesEachEndpoint() {
        AtomicInteger asked = new AtomicInteger();
        liar.with(new Lies("eth_getLogs", _ -> "[]")
                .and("eth_getBlockReceipts", honest -> asked.incrementAndGet() > 40 ? forged(honest) : honest));
        assertThatThrownBy(() -> index("lied.db", Verification.BLOOM, liar, forgetful))
                .isInstanceOf(ChainException.Fatal.class)
                .hasMessageContaining("cannot be proved")
                .hasMessageContaining(liar.url() + " answered eth_getBlockReceipts")
                .hasMessageContaining("do not belong to the receipts root")
                .hasMessageContaining(forgetful.url() + " has no receipts");
        assertThat(asked).as("long after it was caught leaving logs out").hasValueGreaterThan(40);
        assertThat(timer.passed()).isZero();
    }
}

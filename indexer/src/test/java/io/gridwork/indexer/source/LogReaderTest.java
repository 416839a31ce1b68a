package io.gridwork.indexer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogFilter;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.LogQuery;
import io.gridwork.indexer.bench.Reply;
import io.gridwork.indexer.bench.RpcRefusal;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.testchain.junit.UnderLoad;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every log arrives, whatever the node refuses and however it words that. */
@UnderLoad
final class LogReaderTest {
    private static final BlockRange ALL = new BlockRange(0, 600);

    private final FakeTimer timer = new FakeTimer();
    private final CannedChain chain = new CannedChain(7, 6, true).append(600);
    private final CannedNode node = new CannedNode(chain);
    private final CannedNode honest = new CannedNode(chain);

    @AfterEach
    void close() {
        node.close();
        honest.close();
    }

    private List<LogEntry> expected() {
        try (Endpoints endpoints = Cans.endpoints(timer, honest)) {
            return new LogReader(endpoints).logs(Cans.TOKENS, ALL);
        }
    }

    private void assertAllArrive() {
        try (Endpoints endpoints = Cans.endpoints(timer, node)) {
            assertThat(new LogReader(endpoints).logs(Cans.TOKENS, ALL))
                    .isNotEmpty()
                    .isEqualTo(expected());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -32602 | query block range exceeds server limit, narrow your filter: 40
            -32614 | eth_getLogs is limited to a 40 range
            -32005 | exceed maximum block range: 40
            -32602 | range 601 exceeds limit of 40
            -32600 | You can make eth_getLogs requests with up to a 40 block range. Based on your parameters, this block range should work: [0x0, 0x27]
            35     | ranges over 40 blocks are not supported on free plan
            """)
    void aCapThatIsNamedIsRunIntoOnce(int code, String words) {
        node.with(Cans.maxSpan(40, code, words));
        assertAllArrive();
        assertThat(node.requests())
                .as("the head, one refusal, and sixteen ranges")
                .isEqualTo(1 + 1 + 16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -32005 | Requested range exceeds maximum RPC range limit
            -32600 | block range is too wide
            -32602 | Block range limit exceeded. See more details at https://docs.chainstack.com/docs/limits#evm-range-limits.
            -32000 | what this means is known to nobody
            """)
    void aCapWithoutANumberIsFoundByHalving(int code, String words) {
        node.with(Cans.maxSpan(40, code, words));
        assertAllArrive();
        assertThat(node.requests()).isLessThan(50);
    }

    @Test
    void aSuggestedRangeIsTaken() {
        AtomicInteger refusals = new AtomicInteger();
        node.with(Cans.method("eth_getLogs", (call, now) -> {
            LogQuery query = LogQuery.of(call, now);
            if (query.count() <= 100) return null;
            refusals.incrementAndGet();
            long from = query.blocks().getFirst().number();
            throw new RpcRefusal(
                    -32005,
                    "query returned more than 100 results. Try with this block range [0x%x, 0x%x]."
                            .formatted(from, from + 20));
        }));
        assertAllArrive();
        assertThat(refusals.get()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"query exceeds max results 20", "backend response too large", "query timeout exceeded"})
    void denseRangesAreDivided(String words) {
        node.with(Cans.method("eth_getLogs", (call, now) -> {
            if (LogQuery.of(call, now).count() > 20) throw new RpcRefusal(-32000, words);
            return null;
        }));
        assertAllArrive();
    }

    @Test
    void oneBlockThatIsStillTooLargeIsReadFromItsReceipts() {
        AtomicInteger receipts = new AtomicInteger();
        node.with(Cans.method("eth_getLogs", (call, now) -> {
            if (LogQuery.of(call, now).count() > 3) throw new RpcRefusal(-32005, "query returned more than 3 results");
            return null;
        }));
        node.onRequest(_ -> receipts.incrementAndGet());
        assertAllArrive();
        assertThat(receipts.get()).isGreaterThan(100);
    }

    @Test
    void halfAnAnswerIsAskedForInHalves() {
        node.with(Cans.requests(count -> {
            if (count < 2 || count > 6) return null;
            byte[] half = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[{\"address\":\"0x52".getBytes(UTF_8);
            return Reply.ok(List.of(Arrays.copyOf(half, half.length - count)));
        }));
        assertAllArrive();
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 504, 408})
    void aServerThatIsOverwhelmedIsAskedForHalves(int status) {
        node.with(Cans.requests(count -> count == 2 || count == 3 ? Reply.refusal(status, "<html>") : null));
        assertAllArrive();
        assertThat(node.requests()).isLessThan(12);
    }

    @Test
    void aTimeOutIsAskedForInHalves() {
        CountDownLatch over = new CountDownLatch(1);
        node.with(Cans.method("eth_getLogs", (call, now) -> {
            if (LogQuery.of(call, now).blocks().size() > 200) await(over);
            return null;
        }));
        RpcOptions hasty = Cans.SETTINGS.withTimeout(Duration.ofSeconds(2));
        try (Endpoints endpoints = Cans.endpoints(timer, hasty, List.of(node.url()))) {
            assertThat(new LogReader(endpoints).logs(Cans.TOKENS, ALL)).isEqualTo(expected());
            assertThat(endpoints.usage().getFirst().lastError()).contains("no answer in 2000 ms");
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nullIsNoEmptyAnswer() {
        node.with(Cans.method("eth_getLogs", (_, _) -> "null"));
        try (Endpoints endpoints = Cans.endpoints(timer, node, honest)) {
            assertThat(new LogReader(endpoints).logs(Cans.TOKENS, ALL)).isEqualTo(expected());
            assertThat(endpoints.usage().getFirst().lastError()).contains("answered null");
        }
    }

    @Test
    void logsThatWereNotAskedForDiscreditTheNode() {
        try (CannedNode other = new CannedNode(chain);
                Endpoints both = Cans.endpoints(timer, node, other)) {
            node.with(Cans.method(
                    "eth_getLogs",
                    (_, now) -> "[{\"address\":\"" + CannedChain.OTHER.hex()
                            + "\",\"topics\":[],\"data\":\"0x\",\"blockNumber\":\"0x1\",\"blockHash\":\""
                            + now.block(1).orElseThrow().hash() + "\",\"transactionHash\":\""
                            + now.block(1).orElseThrow().hash()
                            + "\",\"transactionIndex\":\"0x0\",\"logIndex\":\"0x0\",\"removed\":false}]"));
            assertThat(new LogReader(both).logs(Cans.TOKENS, ALL)).isEqualTo(expected());
            assertThat(both.usage().getFirst().lastError())
                    .contains(node.url().toString(), "a log that was not asked for");
            assertThat(both.usage().getFirst().drops()).isEqualTo(1);
        }
    }

    @Test
    void aPrunedNodeIsPassedOverAndAloneEndsTheRun() {
        node.with(Cans.method("eth_getLogs", (_, _) -> {
            throw new RpcRefusal(4444, "pruned history unavailable");
        }));
        try (Endpoints both = Cans.endpoints(timer, node, honest);
                Endpoints alone = Cans.endpoints(timer, node)) {
            assertThat(new LogReader(both).logs(Cans.TOKENS, ALL)).isEqualTo(expected());
            assertThatThrownBy(() -> new LogReader(alone).logs(Cans.TOKENS, ALL))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining("no endpoint has blocks 0–600 any more")
                    .hasMessageContaining("archive node");
            assertThat(timer.passed()).isZero();
        }
    }

    @Test
    void aMethodThatTheNodeLacksIsNamed() {
        node.with(Cans.method("eth_getLogs", (_, _) -> {
            throw new RpcRefusal(-32601, "the method eth_getLogs does not exist/is not available");
        }));
        try (Endpoints alone = Cans.endpoints(timer, node)) {
            assertThatThrownBy(() -> new LogReader(alone).logs(Cans.TOKENS, ALL))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining("eth_getLogs does not exist");
        }
    }

    @Test
    void tooManyAddressesAreAskedForInHalves() {
        node.with(Cans.method("eth_getLogs", (call, now) -> {
            if (LogQuery.of(call, now).addresses().size() > 1)
                throw new RpcRefusal(-32000, "exceed max addresses or topics per search position");
            return null;
        }));
        LogFilter two = new LogFilter(Set.of(CannedChain.TOKEN, CannedChain.OTHER), Set.of(CannedChain.TRANSFER));
        try (Endpoints endpoints = Cans.endpoints(timer, node);
                Endpoints plain = Cans.endpoints(timer, honest)) {
            assertThat(new LogReader(endpoints).logs(two, ALL))
                    .isNotEmpty()
                    .isEqualTo(new LogReader(plain).logs(two, ALL));
        }
    }
}

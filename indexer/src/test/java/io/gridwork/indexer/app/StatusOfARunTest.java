package io.gridwork.indexer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedBlock;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedLog;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.Reply;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator reads over HTTP of a run between a liar and another endpoint: the real program, a real port. */
@UnderLoad
final class StatusOfARunTest {
    @TempDir
    Path folder;

    private final CannedChain chain = new CannedChain(17, 5, true).append(900);
    private final Liar lies = new Liar();
    private final CannedNode liar = new CannedNode(chain).with(lies);
    private final CannedNode other = new CannedNode(chain);
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;
    private Process program;

    /** Says that there are no logs, once it is let. */
    private static final class Liar implements Faults {
        private final CountDownLatch allowed = new CountDownLatch(1);
        private final AtomicInteger told = new AtomicInteger();

        @Override
        public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
            if (!call.method().equals("eth_getLogs")) return honest.get();
            try {
                allowed.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            if (honest.get().length > "[]".length()) told.incrementAndGet();
            return "[]".getBytes(UTF_8);
        }
    }

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path abi = Files.writeString(folder.resolve("token.json"), CannedChain.ABI);
        program = Programs.start(
                "index",
                "--rpc=" + liar.url(),
                "--rpc=" + other.url(),
                "--abi=" + abi,
                "--address=" + CannedChain.TOKEN.hex(),
                "--db=" + folder.resolve("main.db"),
                "--concurrency=1",
                "--poll-millis=20",
                "--http-port=" + port);
    }

    @AfterEach
    void stop() throws InterruptedException {
        program.destroy();
        program.waitFor();
        http.close();
        liar.close();
        other.close();
    }

    @Test
    void liesAreOnTheLiarsAccountAndHealthTellsWhenItHasCaughtUp() throws Exception {
        await("/health/live", 200);
        assertThat(get("/health/live").body()).isEqualTo("live");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(health().path("ready").asBoolean()).isFalse();
        lies.allowed.countDown();
        await("/health/ready", 200);
        JsonNode health = health();
        assertThat(health.path("ready").asBoolean()).isTrue();
        assertThat(health.path("chains").path("main").path("block").asLong()).isEqualTo(chain.head());

        Map<String, Double> metrics = metrics();
        assertThat(metrics)
                .containsEntry(of(liar, "lies_total"), 1.0)
                .containsEntry(of(liar, "drops_total"), 1.0)
                .containsEntry(of(liar, "up"), 0.0)
                .containsEntry(of(liar, "corrected_blocks_total"), 0.0)
                .containsEntry(of(other, "lies_total"), 0.0)
                .containsEntry(of(other, "drops_total"), 0.0)
                .containsEntry(of(other, "up"), 1.0)
                .containsEntry(of(other, "corrected_blocks_total"), 0.0)
                .containsEntry(of(other, "blocks_behind"), 0.0)
                .containsEntry("gridwork_indexer_events_total{chain=\"main\"}", (double) transfers())
                .containsEntry("gridwork_indexer_block{chain=\"main\"}", (double) chain.head())
                .containsEntry("gridwork_indexer_lag_blocks{chain=\"main\"}", 0.0)
                .containsEntry("gridwork_indexer_ready{chain=\"main\"}", 1.0)
                .containsEntry("gridwork_indexer_quarantined_total{chain=\"main\"}", (double) quarantined());
        for (CannedNode each : new CannedNode[] {liar, other}) {
            assertThat(metrics.get(of(each, "requests_total"))).isPositive();
            assertThat(metrics.get(of(each, "received_bytes_total"))).isPositive();
        }
        assertThat(lies.told).as("it was believed in nothing more").hasValue(1);
    }

    @Test
    void whereTheOtherDoesNotAnswerBlocksOfTheLiarArePutRightAndCounted() throws Exception {
        await("/health/live", 200);
        other.with(new Faults() {
            @Override
            public Reply reply(Supplier<Reply> honest) {
                return Reply.refusal(401, "who are you?");
            }
        });
        lies.allowed.countDown();
        await("/health/ready", 200);
        Map<String, Double> metrics = metrics();
        assertThat(metrics)
                .containsEntry(of(liar, "lies_total"), (double) lies.told.get())
                .containsEntry(of(liar, "corrected_blocks_total"), (double) blocksWithTransfers())
                .containsEntry(of(liar, "up"), 1.0)
                .containsEntry(of(other, "lies_total"), 0.0)
                .containsEntry(of(other, "up"), 0.0)
                .containsEntry("gridwork_indexer_events_total{chain=\"main\"}", (double) transfers());
        assertThat(metrics.get(of(other, "failures_total"))).isPositive();
    }

    private static String of(CannedNode node, String series) {
        return "gridwork_indexer_rpc_" + series + "{chain=\"main\",endpoint=\"" + node.url() + "\"}";
    }

    private static boolean isTransfer(CannedLog log) {
        return log.address().equals(CannedChain.TOKEN) && CannedChain.TRANSFER.equals(log.topic0());
    }

    /** Those that an ERC-20 ABI explains. */
    private long transfers() {
        return transferLogs() - quarantined();
    }

    private long transferLogs() {
        return chain.blocks().stream()
                .flatMap(block -> block.logs().stream())
                .filter(StatusOfARunTest::isTransfer)
                .count();
    }

    private long quarantined() {
        return (Long) Sql.value(folder.resolve("main.db"), "SELECT count(*) FROM _quarantine");
    }

    private long blocksWithTransfers() {
        return chain.blocks().stream()
                .map(CannedBlock::logs)
                .filter(logs -> logs.stream().anyMatch(StatusOfARunTest::isTransfer))
                .count();
    }

    private void await(String path, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class) // it does not listen yet
                .until(() -> get(path).statusCode() == status);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode health() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get("/health").body());
    }

    /** By name and labels. */
    private Map<String, Double> metrics() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("gridwork_"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf("} ") + 1),
                        line -> Double.valueOf(line.substring(line.indexOf("} ") + 2))));
    }
}

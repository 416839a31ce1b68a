package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobSpec;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.loop.ChainWatch;
import io.gridwork.worker.loop.Loop;
import io.gridwork.worker.loop.Steps;
import io.gridwork.worker.loop.Workplace;
import io.gridwork.worker.market.InMemoryEscrow;
import io.gridwork.worker.market.InMemoryMarket;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.step.Inputs;
import io.gridwork.worker.step.Refusals;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@UnderLoad
class HttpServerTest {
    private static final Bytes RESULT = Bytes.wrap("0123456789".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ContentStore inputs;
    private HttpServer server;
    private volatile Instant now = Workplace.NOW;
    private ChainWatch watch;
    private String address;

    @BeforeEach
    void start() {
        ContentStore results = new ContentStore(folder.resolve("results"));
        results.put(RESULT.keccak256(), RESULT);
        inputs = new ContentStore(folder.resolve("inputs"));
        server = new HttpServer(
                inputs, results, new WorkerConfig.Http("127.0.0.1", OptionalInt.of(0), Optional.empty()));
        address = server.start();
        InMemoryJournal journal = new InMemoryJournal();
        InMemoryMarket market = new InMemoryMarket(new InMemoryEscrow(Workplace.NOW), Workplace.node(1));
        InstantSource clock = () -> now;
        watch = new ChainWatch(market, clock, Duration.ofMinutes(1));
        Refusals refusals = new Refusals();
        Steps steps = Workplace.steps(
                market,
                journal,
                folder,
                new ReferenceRunner(System::nanoTime),
                Workplace.economics(Jobs.TOKEN, 0),
                refusals);
        Loop loop = Workplace.worker(market, journal, steps);
        server.show(new WorkerMeters(journal, refusals, watch, steps, Map.of("results", results), loop, clock));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesAResultByItsRoot() throws Exception {
        HttpResponse<String> answer = get("/r/" + RESULT.keccak256());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(v -> assertThat(v).contains("immutable"));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, 206, 234, bytes 2-4/10",
        "bytes=7-, 206, 789, bytes 7-9/10",
        "bytes=-2, 206, 89, bytes 8-9/10",
        "bytes=5-99, 206, 56789, bytes 5-9/10",
        "bytes=10-, 416, '', bytes */10",
        "bytes=4-2, 200, 0123456789, ''",
        "'bytes=0-1,4-5', 200, 0123456789, ''",
        "lines=1-2, 200, 0123456789, ''"
    })
    void servesPartOfAResult(String range, int status, String body, String contentRange) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/r/" + RESULT.keccak256()))
                .header("Range", range)
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("Content-Range").orElse("")).isEqualTo(contentRange);
    }

    @Test
    void headTellsTheSizeAndSendsNothing() throws Exception {
        HttpResponse<String> answer = head(address, "/r/" + RESULT.keccak256(), "bytes=2-4");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(10);
        assertThat(answer.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        assertThat(answer.body()).isEmpty();
        assertThat(head(address, "/r/" + Hash32.ZERO, "").statusCode()).isEqualTo(404);
        assertThat(head(address, "/r/journal.db", "").statusCode()).isEqualTo(400);
        assertThat(head(address, "/health", "").statusCode()).isEqualTo(503);
        assertThat(head(address, "/metrics", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, http://[::1]:",
        "[::1], http://[::1]:",
        "localhost, http://localhost:",
        "0.0.0.0, http://",
        "::, http://"
    })
    void othersAreToldAnAddressThatReachesIt(String host, String begin) throws Exception {
        assumeTrue(host.startsWith("0") || host.startsWith("l") || hasIpv6(), "this machine has no IPv6");
        try (HttpServer other = onHost(host, Optional.empty())) {
            String told = other.start();
            assertThat(told).startsWith(begin).doesNotContain("0.0.0.0", "[::]", "[0:");
            assertThat(head(told, "/r/" + RESULT.keccak256(), "").statusCode()).isEqualTo(200);
            Bytes fetched = new ContentFetcher(Duration.ofSeconds(5), true)
                    .fetch(told + "/r/" + RESULT.keccak256(), 100, RESULT::equals);
            assertThat(fetched).isEqualTo(RESULT);
        }
    }

    private static boolean hasIpv6() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
    }

    @Test
    void aPublicUrlIsToldInPlaceOfItsOwnAddressAndANameWithoutAddressIsRefused() {
        try (HttpServer other = onHost("0.0.0.0", Optional.of("https://gpu.example.org/"))) {
            assertThat(other.start()).isEqualTo("https://gpu.example.org");
        }
        try (HttpServer other = onHost("no-such-host.invalid", Optional.empty())) {
            assertThatThrownBy(other::start)
                    .hasMessageContaining("--http-host is \"no-such-host.invalid\", which has no address");
        }
    }

    private HttpServer onHost(String host, Optional<String> publicUrl) {
        return new HttpServer(
                new ContentStore(folder.resolve("in")),
                new ContentStore(folder.resolve("results")),
                new WorkerConfig.Http(host, OptionalInt.of(0), publicUrl));
    }

    private HttpResponse<String> head(String server, String path, String range) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .HEAD()
                .header("Range", range)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** A juror's way to the input of a requester who has left. */
    @Test
    void servesTheInputsOfItsJobs() throws Exception {
        Bytes input = Jobs.task().input();
        inputs.put(input.keccak256(), input);
        JobSpec spec = Jobs.spec();
        PostedJob job = Jobs.posted("job", 1, 1);
        PostedJob left = new PostedJob(
                job.id(),
                job.order(),
                new JobSpec(
                        spec.programHash(),
                        spec.inputRoot(),
                        address + "/gone",
                        spec.params(),
                        spec.outputLength(),
                        spec.node(),
                        spec.excluded()),
                7,
                true);
        ContentStore kept = new ContentStore(folder.resolve("juror"));
        Inputs juror = new Inputs(
                new Downloads(new ContentFetcher(Duration.ofSeconds(5), true), DownloadBudget.unlimited()),
                kept,
                1 << 20);
        String dead = "http://127.0.0.1:1/r/" + Hash32.ZERO;
        String result = address + "/r/" + RESULT.keccak256();
        assertThatThrownBy(() -> juror.bring(left, () -> List.of(dead, "ftp://x/r/" + Hash32.ZERO, "")))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("/gone");
        assertThat(juror.bring(left, () -> List.of(dead, result))).isEqualTo(input);
        assertThat(kept.get(input.keccak256())).hasValue(input);
    }

    @Test
    void knowsNothingButResultsAndInputs() throws Exception {
        assertThat(get("/r/" + Hash32.ZERO).statusCode()).isEqualTo(404);
        assertThat(get("/r/..%2f..%2fjournal.db").statusCode()).isIn(400, 404);
        assertThat(get("/i/..%2fjournal.db").statusCode()).isIn(400, 404);
        assertThat(get("/r/journal.db").statusCode()).isEqualTo(400);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void isHealthyOnceTheChainIsWell() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(503);
        watch.look();
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"", "\"chain\":\"WELL\"");
    }

    @Test
    void isNotHealthyWhenNobodyLooksAtTheChainAnyMore() throws Exception {
        watch.look();
        now = now.plus(Duration.ofMinutes(2));
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"loop\":\"STUCK\"", "\"chain\":\"WELL\"");
    }

    @Test
    void showsMetricsInThePrometheusFormat() throws Exception {
        watch.look();
        assertThat(get("/metrics").body())
                .contains(
                        "gridwork_jobs{state=\"Paid\"} 0.0",
                        "gridwork_refusals_total{reason=\"UNPROFITABLE\"} 0.0",
                        "gridwork_duties{state=\"Pledged\"} 0.0",
                        "gridwork_results_disputed 0.0",
                        "gridwork_disk_bytes{store=\"results\"} 10.0",
                        "gridwork_chain_block 1.0");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }
}

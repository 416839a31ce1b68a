package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Bytes;
import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to bodies, headers and URLs on the way. */
@UnderLoad
class HttpEndpointTest {
    private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");
    private static final String SEVEN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7\"}";

    private ScriptedEndpoint endpoint;
    private ChainClient client;

    @BeforeEach
    void open() throws IOException {
        endpoint = new ScriptedEndpoint(_ -> Answer.result("\"0x7\""));
        client = once(RpcOptions.DEFAULT);
    }

    /** Asks once. */
    private ChainClient once(RpcOptions options) {
        return once(endpoint.url(), options, Traffic.UNWATCHED);
    }

    private static ChainClient once(URI url, RpcOptions options, Traffic traffic) {
        return new ChainClient(new JsonRpc(url, options, traffic));
    }

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void aCompressedAnswerIsInflated() {
        endpoint.script(_ -> new Answer(200, Bytes.wrap(gzip(SEVEN)), GZIP));
        assertThat(client.blockNumber()).isEqualTo(7);
    }

    @Test
    void aBrokenOffCompressedAnswerIsUnfinished() {
        byte[] whole = gzip(SEVEN);
        endpoint.script(_ -> new Answer(200, Bytes.wrap(Arrays.copyOf(whole, whole.length / 2)), GZIP));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(client::blockNumber)
                .withMessageContaining("broken off");
    }

    @Test
    void theLimitIsOnInflatedBytes() {
        endpoint.script(_ -> new Answer(200, Bytes.wrap(gzip(SEVEN + " ".repeat(100_000))), GZIP));
        try (ChainClient small = once(RpcOptions.DEFAULT.withMaxResponseBytes(4096))) {
            assertThatExceptionOfType(ChainException.Rejected.class)
                    .isThrownBy(small::blockNumber)
                    .withMessageContaining("4096");
        }
    }

    @Test
    void trafficCountsCallsAndWireBytesOfRefusalsToo() {
        byte[] body = gzip(SEVEN);
        endpoint.script(_ -> new Answer(200, Bytes.wrap(body), GZIP));
        List<Long> seen = new ArrayList<>();
        Traffic traffic = new Traffic() {
            @Override
            public void sending(int calls) {
                seen.add((long) calls);
            }

            @Override
            public void received(int calls, long bytes) {
                seen.add(bytes);
            }
        };
        try (ChainClient watched = once(endpoint.url(), RpcOptions.DEFAULT, traffic)) {
            watched.blockNumber();
            endpoint.script(_ -> Answer.status(400, "no"));
            assertThatExceptionOfType(ChainException.Fatal.class).isThrownBy(watched::blockNumber);
        }
        assertThat(seen).containsExactly(1L, (long) body.length, 1L, 2L);
    }

    /** Headers and the first bytes come at once, the rest never. */
    @Test
    void anAnswerThatStallsTimesOut() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ChainClient impatient = once(
                        URI.create("http://127.0.0.1:" + server.getLocalPort()),
                        RpcOptions.DEFAULT.withTimeout(Duration.ofMillis(200)),
                        Traffic.UNWATCHED)) {
            CountDownLatch over = new CountDownLatch(1);
            Future<?> served = threads.submit(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"jsonrpc\":"
                                    .getBytes(StandardCharsets.UTF_8));
                    over.await();
                }
                return null;
            });
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(impatient::blockNumber)
                    .withMessageContaining("no answer in 200 ms");
            over.countDown();
            served.get();
        }
    }

    @ParameterizedTest
    @CsvSource({"17, PT17S", "'Sun, 22 Nov 2026 10:00:30 GMT', PT30S", "'Sun, 22 Nov 2026 09:00:00 GMT', PT0S", "soon, "
    })
    void retryAfterIsSecondsOrADate(String header, Duration expected) {
        java.net.http.HttpHeaders headers = java.net.http.HttpHeaders.of(
                Map.of("Retry-After", List.of(header), "Date", List.of("Sun, 22 Nov 2026 10:00:00 GMT")),
                (_, _) -> true);
        assertThat(RetryAfter.of(headers)).isEqualTo(expected);
    }

    @Test
    void anErrorUnderAnHttpStatusKeepsBoth() {
        endpoint.script(
                _ -> Answer.status(
                        413,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32614,\"message\":\"eth_getLogs is limited to a 10,000 range\"}}"));
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(client::blockNumber)
                .satisfies(rejected -> {
                    assertThat(rejected.error().status()).isEqualTo(413);
                    assertThat(rejected.error().code()).isEqualTo(-32614);
                    assertThat(rejected.error().message()).contains("10,000");
                });
        endpoint.script(_ -> Answer.status(
                503, "{\"error\":{\"code\":-32011,\"message\":\"no backend is currently healthy to serve traffic\"}}"));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(client::blockNumber)
                .withMessageContaining("-32011");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 429, 500})
    void aKeyThatTheProviderRepeatsIsNotShown(int status) {
        endpoint.script(_ -> Answer.status(status, "{\"error\":\"invalid project id secret-key\"}"));
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(client::blockNumber)
                .withMessageContaining("invalid project id …")
                .withMessageNotContaining("secret-key");
        endpoint.script(_ -> Answer.status(status, "<html>no such key: secret-key</html>"));
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(client::blockNumber)
                .withMessageNotContaining("secret-key");
    }

    @Test
    void aWrongPathIsNamedAsSuch() {
        endpoint.script(_ -> Answer.status(404, "<html>not here</html>"));
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(client::blockNumber)
                .withMessageContaining("HTTP 404")
                .withMessageContaining("its path");
    }

    @Test
    void anUnknownHostIsNamedAsSuch() {
        try (ChainClient nowhere =
                once(URI.create("http://no-such-host.invalid:8545"), RpcOptions.DEFAULT, Traffic.UNWATCHED)) {
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(nowhere::blockNumber)
                    .withMessageContaining("no host of that name")
                    .withMessageContaining("no-such-host.invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://eth.example.com/v2/abcdefgh12345678, https://eth.example.com",
        "wss://eth.example.com:99/v2/abcdefgh12345678, wss://eth.example.com:99",
        "https://user:abcdefgh12345678@eth.example.com?key=abcdefgh12345678, https://eth.example.com",
        "https:/eth.example.com/abcdefgh12345678, https:/eth.example.com",
        "eth.example.com/v2/abcdefgh12345678, eth.example.com"
    })
    void whatIsShownOfAUrlEndsWithItsHost(String url, String shown) {
        assertThat(EndpointAddress.shown(url)).isEqualTo(shown);
        if (!url.startsWith("https://")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EndpointAddress.of(URI.create(url)))
                    .withMessageContaining("\"" + shown + "\"");
        }
    }

    @Test
    void nameAndPasswordOfAUrlGoIntoAHeader() throws Exception {
        EndpointAddress address = EndpointAddress.of(URI.create("https://me:pass-word-1@eth.example.com/rpc?x=1"));
        assertThat(address.user()).contains("me:pass-word-1");
        assertThat(address.target()).hasToString("https://eth.example.com/rpc?x=1");
        assertThat(address.name()).isEqualTo("https://eth.example.com");
        assertThat(address.redacted("bad pass-word-1")).isEqualTo("bad …");
    }
}

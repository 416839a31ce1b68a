package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a request gets to its node: through a proxy, by an address, by a name that is no name for {@link URI}. */
@UnderLoad
class EndpointRoutesTest {
    private static final byte[] QUESTION = "{}".getBytes(StandardCharsets.UTF_8);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer node;

    @BeforeEach
    void open() throws IOException {
        node = listen(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() {
        node.stop(0);
    }

    private HttpServer listen(InetAddress address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getOrDefault("Authorization", List.of())
                    + exchange.getRequestHeaders().getOrDefault("Proxy-Authorization", List.of()));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int ask(String url, Map<String, String> environment) {
        try (HttpEndpoint endpoint =
                new HttpEndpoint(URI.create(url), RpcOptions.DEFAULT, NOBODY, Proxies.of(environment))) {
            return endpoint.post(RequestKind.READ, "eth_test", QUESTION, 1, HttpAnswer::status);
        }
    }

    private static final Traffic NOBODY = new Traffic() {
        @Override
        public void sending(int calls) {}

        @Override
        public void received(int calls, long bytes) {}
    };

    private int port() {
        return node.getAddress().getPort();
    }

    @Test
    void aNodeThatOnlyTheProxyKnowsIsReached() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy(port(), "")) {
            assertThat(ask("http://node.example:8545/rpc?x=%2F", Map.of("HTTP_PROXY", "http://" + proxy.address())))
                    .isEqualTo(200);
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("POST http://node.example:8545/rpc?x=%2F HTTP/1.1");
            assertThat(asked).containsExactly("node.example:8545/rpc?x=%2F [][]");
        }
    }

    @Test
    void nameAndPasswordGoToTheProxyWithTheFirstRequest() throws Exception {
        String basic = "Proxy-Authorization: Basic bWU6cEB3"; // me:p@w
        try (RecordingProxy proxy = new RecordingProxy(port(), basic)) {
            Map<String, String> environment = Map.of("all_proxy", "http://me:p%40w@" + proxy.address());
            assertThat(ask("http://node.example:8545", environment)).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
            assertThat(ask("http://node.example:8545", Map.of("all_proxy", proxy.address())))
                    .isEqualTo(407);
        }
    }

    @Test
    void aProxyThatWantsANameIsNamedAsTheCulprit() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy(port(), "nobody knows it");
                JsonRpc rpc = new JsonRpc(
                        URI.create("http://node.example:8545"),
                        RpcOptions.DEFAULT,
                        NOBODY,
                        Proxies.of(Map.of("http_proxy", proxy.address())))) {
            assertThatExceptionOfType(ChainException.Fatal.class)
                    .isThrownBy(() -> rpc.request("eth_chainId", List.of(), HexJson::number))
                    .withMessageContaining("the proxy wants a name and a password: HTTPS_PROXY=");
        }
    }

    /** No server listens behind the tunnel. What counts here is how the tunnel is asked for. */
    @Test
    void forHttpsThePasswordGoesIntoTheTunnelsRequest() throws Exception {
        String basic = "Proxy-Authorization: Basic bWU6cHc=";
        try (RecordingProxy proxy = new RecordingProxy(1, basic)) {
            Map<String, String> environment = Map.of("HTTPS_PROXY", "http://me:pw@" + proxy.address());
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(() -> ask("https://node.example/v2/my-secret-key", environment))
                    .withMessageContaining(
                            "https://node.example through the proxy " + proxy.address() + " of HTTPS_PROXY: ")
                    .withMessageContaining("is the proxy right");
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT node.example:443 HTTP/1.1")
                            .contains(basic)
                            .doesNotContain("my-secret-key"));
        }
    }

    @Test
    void loopbackNeedsNoProxyAndSeesNoPassword() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy(port(), "")) {
            Map<String, String> environment = Map.of("HTTP_PROXY", "http://me:pw@" + proxy.address());
            assertThat(ask("http://127.0.0.1:" + port(), environment)).isEqualTo(200);
            assertThat(ask("http://localhost:" + port(), environment)).isEqualTo(200);
            assertThat(proxy.heads()).isEmpty();
            assertThat(asked)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request).endsWith("[][]"));
        }
    }

    @Test
    void aProxyThatIsDownIsNamed() {
        Map<String, String> environment = Map.of("HTTP_PROXY", "http://me:topsecret@127.0.0.1:1");
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(() -> ask("http://node.example:8545", environment))
                .withMessageContaining("through the proxy 127.0.0.1:1 of HTTP_PROXY: no connection")
                .withMessageNotContaining("topsecret");
    }

    @Test
    void aProxyThatCannotBeUsedIsRefusedBeforeAnythingIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask("http://node.example:8545", Map.of("HTTP_PROXY", "socks5://me:topsecret@h:1")))
                .withMessageContaining("socks5")
                .withMessageNotContaining("topsecret");
    }

    @Test
    void aHostNameMayHaveAnUnderscore() throws Exception {
        try (RecordingProxy proxy = new RecordingProxy(port(), "")) {
            Map<String, String> environment = Map.of("HTTP_PROXY", "http://" + proxy.address());
            String url = "http://me:pass%3Aword@besu_node:" + port() + "/rpc?a=b%26c";
            assertThat(ask(url, environment)).isEqualTo(200);
            assertThat(asked).containsExactly("besu_node:" + port() + "/rpc?a=b%26c [Basic bWU6cGFzczp3b3Jk][]");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void anUnknownNameWithAnUnderscoreIsNamedAsSuch() {
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(() -> ask("http://no_such_node:8545", Map.of()))
                .withMessageContaining("http://no_such_node:8545: no host of that name is known");
    }

    @Test
    void anIpv6AddressMayBeGiven() throws Exception {
        InetAddress six = InetAddress.ofLiteral("::1");
        assumeThat(NetworkInterface.getByInetAddress(six))
                .as("IPv6 on this machine")
                .isNotNull();
        HttpServer other = listen(six);
        try {
            int port = other.getAddress().getPort();
            assertThat(ask("http://me:pw@[::1]:" + port + "/rpc", Map.of("ALL_PROXY", "none:1")))
                    .isEqualTo(200);
            assertThat(asked).containsExactly("[::1]:" + port + "/rpc [Basic bWU6cHc=][]");
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:topsecret@a..b:8545",
                "http://me:topsecret@h:99999",
                "http://me:topsecret@h:0",
                "http://me:topsecret@besu_node:99999",
                "http://me:topsecret@besu_node:x",
                "https://me:topsecret@besu_node:8545",
                "http://me:topsecret/x@h:8545",
                "http:me:topsecret@h",
                "ftp://me:topsecret@h"
            })
    void aUrlThatIsNoEndpointIsRefusedWithoutItsPassword(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask(url, Map.of()))
                .withMessageNotContaining("topsecret");
    }
}

package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy the environment names for a target. */
class ProxiesTest {
    private static final URI HTTP = URI.create("http://node.example:8545/");
    private static final URI HTTPS = URI.create("https://node.example/v2/key");

    private static String chosen(Map<String, String> environment, URI target) {
        return Proxies.of(environment)
                .proxyFor(target)
                .map(proxy -> proxy.host() + ":" + proxy.port() + " " + proxy.variable())
                .orElse("direct");
    }

    @Test
    void theSchemeOfTheTargetDecides() {
        Map<String, String> both = Map.of("HTTP_PROXY", "http://one:3128", "HTTPS_PROXY", "http://two:3128/");
        assertThat(chosen(both, HTTP)).isEqualTo("one:3128 HTTP_PROXY");
        assertThat(chosen(both, HTTPS)).isEqualTo("two:3128 HTTPS_PROXY");
        assertThat(chosen(Map.of("HTTP_PROXY", "http://one:3128"), HTTPS)).isEqualTo("direct");
    }

    @Test
    void allProxyServesTheSchemeThatHasNone() {
        Map<String, String> all = Map.of("ALL_PROXY", "any:1080", "https_proxy", "http://two:3128");
        assertThat(chosen(all, HTTP)).isEqualTo("any:1080 ALL_PROXY");
        assertThat(chosen(all, HTTPS)).isEqualTo("two:3128 https_proxy");
    }

    @Test
    void lowerCaseWinsAndEmptyIsAbsent() {
        assertThat(chosen(Map.of("http_proxy", "low:1", "HTTP_PROXY", "up:2"), HTTP))
                .isEqualTo("low:1 http_proxy");
        assertThat(chosen(Map.of("http_proxy", "", "HTTP_PROXY", "up:2"), HTTP)).isEqualTo("up:2 HTTP_PROXY");
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy, proxy, 80",
        "proxy.corp:3128, proxy.corp, 3128",
        "http://[fd00::1]:8080, fd00::1, 8080",
        "HTTP://squid_proxy:3128/, squid_proxy, 3128",
        "user:pw@proxy:3128, proxy, 3128",
        "http://user:p/w?#@x@proxy:3128, proxy, 3128"
    })
    void aProxyIsWrittenInSeveralWays(String value, String host, int port) {
        assertThat(ProxyAddress.of("HTTP_PROXY", value))
                .extracting(ProxyAddress::host, ProxyAddress::port)
                .containsExactly(host, port);
    }

    @Test
    void passwordsArePercentDecodedAndGoIntoAHeader() {
        Proxies proxies = Proxies.of(Map.of("http_proxy", "http://me:s%40cret+1@proxy:3128"));
        assertThat(proxies.headers(HTTP)).containsEntry("Proxy-Authorization", "Basic bWU6c0BjcmV0KzE=");
        assertThat(proxies.headers(HTTPS)).isEmpty();
        assertThat(proxies.headers(URI.create("http://127.0.0.1:8545"))).isEmpty();
        assertThat(proxies.proxyFor(HTTP)).hasToString("Optional[the proxy proxy:3128 of http_proxy]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:topsecret@proxy:1080",
                "https://me:topsecret@proxy:443",
                "http://me:topsecret@proxy:port",
                "http://me:topsecret@proxy:0",
                "http://me:topsecret@proxy:70000",
                "http://me:topsecret@",
                "http://me:topsecret@a b",
                "http://me:topsecret%zz@proxy:3128",
                "http://me:topsecret@proxy:3128/path"
            })
    void aBadValueIsRefusedWithoutItsPassword(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)).select(HTTPS))
                .withMessageContaining("the environment variable HTTPS_PROXY is")
                .withMessageContaining("http://USER:PASSWORD@HOST:PORT")
                .withMessageNotContaining("topsecret")
                .withMessageNotContaining("me:");
    }

    @Test
    void aBadValueThatNoRequestNeedsHurtsNobody() {
        Map<String, String> socks = Map.of("ALL_PROXY", "socks5://proxy:1080", "HTTPS_PROXY", "proxy:3128");
        assertThat(chosen(socks, HTTPS)).startsWith("proxy:3128");
        assertThat(chosen(socks, URI.create("http://localhost:8545"))).isEqualTo("direct");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8545",
                "dev.localhost",
                "127.0.0.1:8545",
                "127.9.9.9",
                "[::1]:8545",
                "0.0.0.0:1",
                "[::]:1"
            })
    void thisMachineNeedsNoProxy(String authority) {
        assertThat(chosen(Map.of("ALL_PROXY", "proxy:1"), URI.create("http://" + authority)))
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | http://node.example | true",
                "example | http://node.example | true",
                ".example | http://node.example | true",
                "*.example | http://node.example | true",
                "node.example | http://Node.Example.:80 | true",
                "NODE.example | http://node.example | true",
                "ode.example | http://node.example | false",
                "other, node.example | http://node.example | true",
                "other node.example | http://node.example | true",
                "node.example:8545 | http://node.example:8545 | true",
                "node.example:8545 | http://node.example:8546 | false",
                "node.example:443 | https://node.example | true",
                "node.example:80 | http://node.example | true",
                "10.1.2.3 | http://10.1.2.3:8545 | true",
                "0.1.2.3 | http://10.1.2.3:8545 | false",
                "10.0.0.0/8 | http://10.1.2.3:8545 | true",
                "10.0.0.0/16 | http://10.1.2.3:8545 | false",
                "10.0.0.0/99 | http://10.1.2.3:8545 | false",
                "fd00::1 | http://[fd00::1]:8545 | true",
                "fd00:0::1 | http://[fd00::1] | true",
                "[fd00::1]:8545 | http://[fd00::1]:8545 | true",
                "[fd00::1]:8545 | http://[fd00::1]:8546 | false",
                "fd00::/8 | http://[fd12::1]:8545 | true",
                "10.0.0.0/8 | http://[fd12::1]:8545 | false",
                "10.0.0.0/x | http://10.1.2.3 | false",
                ", , | http://node.example | false"
            })
    void noProxyNamesWhoNeedsNone(String list, URI target, boolean direct) {
        Map<String, String> environment = Map.of("ALL_PROXY", "proxy:3128", "NO_PROXY", list);
        assertThat(chosen(environment, target).equals("direct")).isEqualTo(direct);
    }

    @Test
    void theSelectorSaysTheSame() {
        Proxies proxies = Proxies.of(Map.of("http_proxy", "http://proxy:3128"));
        assertThat(proxies.select(HTTP)).extracting(Proxy::type).containsExactly(Proxy.Type.HTTP);
        assertThat(proxies.select(HTTPS)).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void withoutAnyVariableTheJvmsOwnSettingsHold() {
        List<Proxy> ofTheJvm = ProxySelector.getDefault().select(HTTP);
        assertThat(Proxies.of(Map.of()).select(HTTP)).isEqualTo(ofTheJvm);
    }
}

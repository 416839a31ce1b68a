package io.gridwork.worker.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gridwork.abi.Bytes;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.content.ContentException.Rejected;
import io.gridwork.worker.content.ContentException.Unavailable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderLoad
class ContentFetcherTest {
    private static final Bytes CONTENT = Bytes.wrap("the input".getBytes(StandardCharsets.UTF_8));

    private final ContentFetcher open = new ContentFetcher(Duration.ofSeconds(5), true);
    private final ContentFetcher guarded = new ContentFetcher(Duration.ofSeconds(5), false);
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/content", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.size());
            exchange.getResponseBody().write(CONTENT.toArray());
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/content");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Property(tries = 100)
    void whatIsInlineComesBack(@ForAll byte[] bytes) throws Exception {
        Bytes content = Bytes.wrap(bytes);
        assertThat(new ContentFetcher(Duration.ofSeconds(1), false)
                        .fetch(ContentFetcher.inline(content), bytes.length, content::equals))
                .isEqualTo(content);
    }

    @Test
    void fetchesFromAServerAndFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("input"), CONTENT.toArray());
        assertThat(open.fetch(url("/content"), 100, CONTENT::equals)).isEqualTo(CONTENT);
        assertThat(open.fetch(file.toUri().toString(), 100, CONTENT::equals)).isEqualTo(CONTENT);
    }

    @Test
    void contentLargerThanTheLimitIsRejectedWhereverItLies(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("input"), CONTENT.toArray());
        for (String address : new String[] {url("/content"), file.toUri().toString(), ContentFetcher.inline(CONTENT)}) {
            assertThatThrownBy(() -> open.fetch(address, CONTENT.size() - 1, _ -> true))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("larger than the 8 bytes");
        }
    }

    @Test
    void otherContentThanPromisedIsRejected() {
        assertThatThrownBy(() -> open.fetch(url("/content"), 100, _ -> false))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("not the content promised");
    }

    @Test
    void ownFilesAndNetworksAreRejectedUnlessAllowed() {
        for (String address : new String[] {
            url("/content"),
            "file:///etc/hostname",
            "http://localhost:1/",
            "http://10.1.2.3/",
            "http://169.254.169.254/",
            "http://[::1]/",
            "http://100.64.1.1/",
            "http://[fd00::1]/",
            "http://0.0.0.0/",
            "http://[::ffff:127.0.0.1]/",
            "http://2130706433/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://172.31.255.255/",
            "http://192.168.1.1/",
            "http://198.18.0.1/",
            "http://240.0.0.1/"
        }) {
            assertThatThrownBy(() -> guarded.fetch(address, 100, _ -> true))
                    .as(address)
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("--local-content");
        }
    }

    @Test
    void redirectsAreNotFollowedSinceTheyCouldLeadAnywhere() {
        assertThatThrownBy(() -> open.fetch(url("/moved"), 100, _ -> true))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("302");
    }

    @Test
    void aServerThatStopsSendingIsLeftAlone() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
        });
        assertThatThrownBy(() ->
                        new ContentFetcher(Duration.ofMillis(500), true).fetch(url("/endless"), 2_000_000, _ -> true))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("did not send all");
    }

    @Test
    void whatIsNotThereMayComeLater() {
        assertThatThrownBy(() -> open.fetch(url("/nothing"), 100, _ -> true)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> open.fetch("file:///no/such/file", 100, _ -> true))
                .isInstanceOf(Unavailable.class);
        server.stop(0);
        assertThatThrownBy(() -> open.fetch(url("/content"), 100, _ -> true)).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://host/file",
                "no address at all",
                "data:text/plain,plain",
                "data:;base64,!!!",
                "http:///x",
                "http://127.0.0.1:99999/x",
                "http://[::1",
                "http://0x7f.1/",
                "http://127.0.0.1:-1/x",
                "file://host/x"
            })
    void addressesThatCannotBeUsedAreRejected(String address) {
        assertThatThrownBy(() -> open.fetch(address, 100, _ -> true)).isInstanceOf(Rejected.class);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}

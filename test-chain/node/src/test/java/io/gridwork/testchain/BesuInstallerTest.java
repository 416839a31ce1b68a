package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@UnderLoad
final class BesuInstallerTest {

    private static final String RELEASE = "besu-26.4.0/";

    @TempDir
    Path cache;

    private HttpServer site;
    private byte[] served = new byte[0];

    @BeforeEach
    void openSite() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/besu.zip", exchange -> {
            exchange.sendResponseHeaders(200, served.length);
            exchange.getResponseBody().write(served);
            exchange.close();
        });
        site.start();
    }

    @AfterEach
    void closeSite() {
        site.stop(0);
    }

    private BesuInstaller installer(String path, String sha256) {
        URI source = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + path);
        return new BesuInstaller(source, sha256, cache);
    }

    private static byte[] zip(String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void installsACheckedReleaseThatIsThenFound() throws Exception {
        served = zip(RELEASE + "bin/besu", RELEASE + "lib/besu.jar");
        var progress = new AtomicLong();
        Path home = installer("/besu.zip", sha256(served)).install(progress::set);
        assertThat(home.resolve("bin/besu")).isExecutable();
        assertThat(home.resolve("lib/besu.jar")).hasContent(RELEASE + "lib/besu.jar");
        assertThat(progress).hasValue(served.length);
        assertThat(cache).isDirectoryNotContaining(p -> !p.equals(home));
    }

    @Test
    void anInstalledReleaseIsNotDownloadedAgain() throws Exception {
        served = zip(RELEASE + "bin/besu");
        var installer = installer("/besu.zip", sha256(served));
        installer.install(n -> {});
        site.stop(0);
        assertThat(installer.installed()).isTrue();
        assertThat(installer.install(n -> {})).isEqualTo(installer.home());
    }

    @Test
    void aReleaseWithAnotherHashIsThrownAway() throws Exception {
        served = zip(RELEASE + "bin/besu");
        String pinned = "0".repeat(64);
        assertThatThrownBy(() -> installer("/besu.zip", pinned).install(n -> {}))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(sha256(served))
                .hasMessageContaining(pinned)
                .hasMessageContaining("Nothing was installed");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aReleaseThatLeadsOutOfItsFolderIsRefused() throws Exception {
        served = zip(RELEASE + "bin/besu", "../../escaped");
        assertThatThrownBy(() -> installer("/besu.zip", sha256(served)).install(n -> {}))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("../../escaped");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aReleaseThatIsGoneIsToldWithItsStatus() {
        assertThatThrownBy(() -> installer("/other.zip", "").install(n -> {}))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("status 404")
                .hasMessageContaining("/other.zip");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    @Timeout(30)
    void aSiteThatSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var installer = new BesuInstaller(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "", cache);
            assertThatThrownBy(() -> installer.install(n -> {}))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("no answer within 4 s")
                    .hasMessageContaining("BESU_HOME");
        }
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void theReleaseThatIsPinnedIsTheOneOfTheDesign() {
        var pinned = BesuInstaller.ofThisUser();
        assertThat(pinned.source())
                .hasToString("https://github.com/besu-eth/besu/releases/download/26.4.0/besu-26.4.0.zip");
        assertThat(pinned.sha256()).hasSize(64);
    }
}

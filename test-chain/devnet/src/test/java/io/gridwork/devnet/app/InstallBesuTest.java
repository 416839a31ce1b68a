package io.gridwork.devnet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user types it, the cache and the proxy in the environment. */
@UnderLoad
final class InstallBesuTest {

    private static final String OTHER = "0".repeat(64);

    @TempDir
    Path folder;

    private record Ended(int status, String output) {}

    private Ended install(Map<String, String> environment, String... arguments) throws Exception {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "chain",
                "install-besu"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return new Ended(builder.start().waitFor(), Files.readString(output));
    }

    private static Ended inThisProcess(String... arguments) {
        var output = new StringWriter();
        var out = new PrintWriter(output, true);
        int status = Main.commandLine().setOut(out).setErr(out).execute(arguments);
        return new Ended(status, output.toString());
    }

    private static byte[] release() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("besu-26.8.0/bin/besu"));
            zip.write("#!/bin/sh".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aMirrorBehindAProxyGivesAnotherBuild() throws Exception {
        byte[] zip = release();
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/besu.zip", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
            exchange.close();
        });
        proxy.start();
        try {
            var environment = Map.of(
                    "http_proxy",
                    "http://me:topsecret@127.0.0.1:" + proxy.getAddress().getPort());
            String[] arguments = {"--url", "http://you:topsecret@mirror.example/besu.zip", "--sha256", sha256(zip)};
            Ended first = install(environment, arguments);
            assertThat(first.output)
                    .contains("Nobody but you vouches", "downloading http://mirror.example/besu.zip", "is installed in")
                    .doesNotContain("topsecret");
            assertThat(first.status).isZero();
            assertThat(asked).containsExactly("http://mirror.example/besu.zip Basic bWU6dG9wc2VjcmV0");
            assertThat(folder.resolve("cache/gridwork/besu-26.4.0/bin/besu")).isExecutable();
            assertThat(install(environment, arguments).status).isZero();
            assertThat(asked).hasSize(1);
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aProxyThatCannotBeUsedIsNamedWithoutItsPassword() throws Exception {
        Ended ended = install(Map.of("HTTPS_PROXY", "socks5://me:topsecret@127.0.0.1:1"));
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.output).contains("HTTPS_PROXY", "socks5").doesNotContain("topsecret");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Ended ended = inThisProcess("chain", "install-besu", "--sha256", OTHER, "--file", folder + "/none.zip");
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.output)
                .contains(folder + "/none.zip cannot be read: there is no such file", "Nothing was installed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://me:topsecret@mirror.example/besu.zip",
                "http://me:topsecret@/besu.zip",
                "http://me:topsecret@my_mirror/besu.zip",
                "http://me:topsecret@mirror.example:99999/besu.zip",
                "http://me:top secret@mirror.example/besu.zip"
            })
    void aWrongUrlIsUsageAndShowsNoPassword(String url) {
        Ended ended = inThisProcess("chain", "install-besu", "--url", url);
        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.output)
                .contains("--url \"", "https://mirror.example followed by")
                .doesNotContain("secret");
    }

    @Test
    void aWrongOptionShowsNoPassword() {
        Ended ended = inThisProcess("chain", "install-besu", "--uri", "http://me:top secret@mirror.example/besu.zip");
        assertThat(ended.status).isEqualTo(2);
        assertThat(ended.output).contains("--uri").doesNotContain("secret");
    }

    @Test
    void aWrongHashAndTwoSourcesAreUsage() {
        Ended hash = inThisProcess("chain", "install-besu", "--sha256", "abc");
        assertThat(hash.status).isEqualTo(2);
        assertThat(hash.output).contains("--sha256 \"abc\"", "64 hexadecimal digits");
        Ended two = inThisProcess("chain", "install-besu", "--url", "http://h/z", "--file", "z");
        assertThat(two.status).isEqualTo(2);
        assertThat(two.output).contains("--url or --file, not both");
    }
}

package io.gridwork.devnet.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputServerTest {
    private static final Bytes INPUT = Bytes.wrap("an input".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private InputServer server;

    @BeforeEach
    void start() {
        server = InputServer.start(folder, 0);
        server.tell(() -> "{}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The answer to a request, written by hand: clients refuse to send most of these. */
    private String answer(String method, String path, String host) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return answer("GET", path, "127.0.0.1:" + server.url().getPort());
    }

    @Test
    void servesAnInputByItsHash() throws IOException {
        URI address = URI.create(server.offer(INPUT));

        assertThat(get(address.getPath())).startsWith("HTTP/1.1 200").endsWith("an input");
        assertThat(get("/status")).startsWith("HTTP/1.1 200").endsWith("{}");
    }

    @Test
    void showsNothingElseOfTheMachine() throws IOException {
        server.offer(INPUT);
        Files.writeString(folder.resolve("other.txt"), "secret");
        for (String path :
                new String[] {"/inputs/", "/inputs/other.txt", "/inputs/../keys/requester.key", "/", "/inputs/%2e%2e/"})
            assertThat(get(path)).as(path).startsWith("HTTP/1.1 404").doesNotContain("secret");
    }

    @Test
    void answersNoPageThatComesUnderAnotherName() throws IOException {
        String path = URI.create(server.offer(INPUT)).getPath();

        assertThat(answer("GET", path, "evil.example")).startsWith("HTTP/1.1 404");
        assertThat(answer("GET", "/status", "evil.example")).startsWith("HTTP/1.1 404");
        assertThat(answer("PUT", path, "127.0.0.1")).startsWith("HTTP/1.1 405");
    }

    @Test
    void aSlowReaderDoesNotKeepOthersWaiting() throws IOException {
        Path large = folder.resolve("0x" + "0".repeat(64));
        Files.write(large, new byte[64 << 20]);
        try (var slow =
                new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
            slow.getOutputStream()
                    .write(("GET /inputs/" + large.getFileName() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H');

            assertThat(get("/status")).startsWith("HTTP/1.1 200");
        }
    }
}

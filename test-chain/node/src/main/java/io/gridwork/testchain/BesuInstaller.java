package io.gridwork.testchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pinned Besu release into the user's cache. A release is there whole and checked, or not at all: it is
 * unpacked beside its place and moved there last.
 *
 * @param source the release's zip
 * @param sha256 of the zip, in lower-case hex
 * @param cacheFolder where {@code besu-<version>} is put
 */
public record BesuInstaller(URI source, String sha256, Path cacheFolder) {

    /** Stated by the project's own Homebrew formula for 26.4.0. */
    private static final String SHA256 = "ddf8438cb46cd23d4a8dba951d76c88c1024c82c2ecf0bd33ff7ab146d412083";

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(4);

    public static BesuInstaller ofThisUser() {
        String zip = "https://github.com/besu-eth/besu/releases/download/" + BesuEngine.VERSION + "/besu-"
                + BesuEngine.VERSION + ".zip";
        return new BesuInstaller(
                URI.create(zip), SHA256, Surroundings.ofThisProcess().cacheFolder());
    }

    /** Where the release lies once installed; a value for {@code BESU_HOME}. */
    public Path home() {
        return cacheFolder.resolve("besu-" + BesuEngine.VERSION);
    }

    public boolean installed() {
        return Files.isDirectory(home());
    }

    /**
     * Downloads, checks and unpacks the release; does nothing if it is installed.
     *
     * @param progress told the bytes downloaded so far
     * @return {@link #home()}
     * @throws NodeException within five seconds if the site does not answer; if what it sends has another hash; if it
     *     cannot be unpacked
     */
    public Path install(LongConsumer progress) {
        if (installed()) return home();
        try {
            Path work = Files.createTempDirectory(Files.createDirectories(cacheFolder), "besu-download-");
            try {
                Path zip = work.resolve("besu.zip");
                check(download(zip, progress));
                Path unpacked = Archive.unpack(zip, work.resolve("unpacked"));
                Files.move(unpacked, home(), StandardCopyOption.ATOMIC_MOVE);
                return home();
            } finally {
                DataFolder.delete(work);
            }
        } catch (IOException e) {
            throw failed("cannot be installed into " + cacheFolder + ": " + e, e);
        }
    }

    private String download(Path zip, LongConsumer progress) throws IOException {
        MessageDigest digest = sha256Digest();
        // A client's close would wait for a download that is stuck.
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(ANSWER_LIMIT)
                .build();
        try (InputStream body = open(http).body();
                OutputStream out = new DigestOutputStream(Files.newOutputStream(zip), digest)) {
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n; (n = body.read(buffer)) > 0; progress.accept(total += n)) out.write(buffer, 0, n);
        } finally {
            http.shutdownNow();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private HttpResponse<InputStream> open(HttpClient http) {
        var request = HttpRequest.newBuilder(source).build();
        try {
            // The limit stands here and not in the request, because looking up the host's name counts too.
            var response = http.sendAsync(request, BodyHandlers.ofInputStream())
                    .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200)
                throw failed("cannot be downloaded: status " + response.statusCode(), null);
            return response;
        } catch (ExecutionException | TimeoutException e) {
            String why = e instanceof TimeoutException
                    ? "no answer within " + ANSWER_LIMIT.toSeconds() + " s"
                    : String.valueOf(e.getCause());
            throw failed("cannot be downloaded (" + why + "; is there a network?)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted", e);
        }
    }

    private void check(String actual) {
        if (!actual.equals(sha256))
            throw failed("has SHA-256 " + actual + " and not the pinned " + sha256 + "; it was thrown away", null);
    }

    private NodeException failed(String what, @Nullable Throwable cause) {
        return new NodeException(
                "Besu " + BesuEngine.VERSION + " from " + source + " " + what
                        + ". Nothing was installed. You can also unpack a release yourself and point BESU_HOME at it,"
                        + " or use --chain anvil",
                cause);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

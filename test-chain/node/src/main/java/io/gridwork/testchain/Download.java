package io.gridwork.testchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Fetches one file. A connection that breaks or stalls is opened again, a limited number of times. The download then goes on where it
 * was, if the site can do that and still has the same file; else it begins again.
 */
final class Download {

    /**
     * How long a site may take.
     *
     * @param answer until its first answer begins
     * @param stall until the next byte comes
     * @param pause before a further attempt, times the number of attempts so far
     * @param attempts in all
     */
    record Limits(Duration answer, Duration stall, Duration pause, int attempts) {

        static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(4), Duration.ofSeconds(20), Duration.ofSeconds(1), 10);
    }

    /** The site broke off, or cannot answer just now: worth a further attempt. */
    static final class Interruption extends IOException {
        private static final long serialVersionUID = 1;

        Interruption(String message) {
            super(message);
        }
    }

    private final Path file;
    private final Limits limits;
    private final DownloadListener listener;
    private final SiteConnection connection;

    private boolean begun;
    private long have;
    private Optional<String> version = Optional.empty();

    private Download(Path file, Limits limits, DownloadListener listener, SiteConnection connection) {
        this.file = file;
        this.limits = limits;
        this.listener = listener;
        this.connection = connection;
    }

    /**
     * Writes what the site has into a new file.
     *
     * @throws IOException if the site does not answer at all, refuses, or breaks off too often; if the file cannot be written
     */
    static void fetch(BesuZip.Site site, Path file, Limits limits, DownloadListener listener)
            throws IOException, InterruptedException {
        try (var connection = new SiteConnection(site, limits.answer)) {
            new Download(file, limits, listener, connection).fetch();
        }
    }

    private void fetch() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                fetchRest();
                return;
            } catch (Interruption e) {
                if (attempt == limits.attempts)
                    throw new IOException(e.getMessage() + ", after " + attempt + " attempts", e);
                listener.retry(e.getMessage() + "; attempt " + (attempt + 1) + " of " + limits.attempts);
                Thread.sleep(limits.pause.multipliedBy(attempt));
            }
        }
    }

    private void fetchRest() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = open();
        try (InputStream body = response.body()) {
            require(response);
            boolean goesOn = response.statusCode() == 206;
            if (!goesOn) have = 0;
            begun = true;
            version = version(response.headers());
            OptionalLong rest = response.headers().firstValueAsLong("Content-Length");
            if (rest.isPresent()) CacheFolder.requireSpace(file.resolveSibling(""), rest.getAsLong());
            OptionalLong total = rest.isPresent() ? OptionalLong.of(have + rest.getAsLong()) : rest;
            try (OutputStream out = Files.newOutputStream(
                    file,
                    StandardOpenOption.CREATE,
                    goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                copy(body, out, total);
            }
        }
    }

    private HttpResponse<InputStream> open() throws IOException, InterruptedException {
        Optional<String> sameFile = have > 0 ? version : Optional.empty();
        if (!begun) return connection.open(0, Optional.empty(), limits.answer);
        try {
            return connection.open(have, sameFile, limits.stall);
        } catch (SiteConnection.NoAnswer e) {
            throw new Interruption(String.valueOf(e.getMessage())); // it has answered before
        }
    }

    private void require(HttpResponse<?> response) throws IOException {
        int status = response.statusCode();
        if (status == 200) return;
        if (status == 206
                && response.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + have + "-")) return;
        boolean passing = status == 408 || status == 429 || status >= 500;
        if (!passing && status != 206 && status != 416) throw new IOException("the site answers with status " + status);
        if (!passing) version = Optional.empty(); // it cannot go on from here, so the next attempt begins again
        throw new Interruption("the site answers with status " + status);
    }

    /** What {@code If-Range} takes: a strong tag, else a date. */
    private static Optional<String> version(HttpHeaders headers) {
        return Stream.of("ETag", "Last-Modified")
                .flatMap(name -> headers.firstValue(name).stream())
                .filter(value -> !value.startsWith("W/"))
                .findFirst();
    }

    private void copy(InputStream body, OutputStream out, OptionalLong total) throws IOException, InterruptedException {
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = read(body, buffer)) >= 0; ) {
            out.write(buffer, 0, count);
            have += count;
            listener.progress(have, total);
        }
    }

    /** In a thread of its own, because no stream of the JDK gives up reading by itself. It ends when the body is closed. */
    private int read(InputStream body, byte[] buffer) throws IOException, InterruptedException {
        var reading = new FutureTask<>(() -> body.read(buffer));
        Thread.ofVirtual().start(reading);
        try {
            return reading.get(limits.stall.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Interruption(at() + "no byte came for " + SiteConnection.seconds(limits.stall));
        } catch (ExecutionException e) {
            throw new Interruption(at() + "the connection broke (" + e.getCause() + ")");
        }
    }

    private String at() {
        return "after " + have + " bytes ";
    }
}

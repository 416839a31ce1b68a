package io.gridwork.chain;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/** One HTTP address that takes JSON and answers with JSON. */
final class HttpEndpoint implements AutoCloseable {
    /** Silence is reported after that, and then each time it has lasted twice as long. */
    private static final Duration FIRST_REPORT = Duration.ofSeconds(8);

    private final EndpointAddress address;
    private final RpcOptions options;
    private final Traffic traffic;
    private final HttpClient http;
    private final HttpRequest template;

    HttpEndpoint(URI uri, RpcOptions options, Traffic traffic) {
        this.address = EndpointAddress.of(uri);
        this.options = options;
        this.traffic = traffic;
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.timeout())
                .version(uri.getScheme().equals("http") ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(address.withoutUser())
                .header("Content-Type", "application/json")
                .timeout(options.timeout());
        if (!address.isLocal()) request.header("Accept-Encoding", "gzip");
        address.user()
                .ifPresent(user -> request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
        this.template = request.build();
    }

    /** Host and port: paths and queries of a provider's URL often are its key. */
    String name() {
        return address.name();
    }

    /** What others wrote, without what of it is in the URL and may be a key. */
    String redacted(String text) {
        return address.redacted(text);
    }

    /** What the reader makes of the answer, whatever its status, to a body of so many calls. It is read while it arrives. */
    <T> T post(RequestKind kind, String what, byte[] body, int calls, Function<HttpAnswer, T> reader) {
        HttpRequest request = HttpRequest.newBuilder(template, (_, _) -> true)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        Faults faults = new Faults(kind, what);
        traffic.sending(calls);
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                await(faults, http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
        long left = options.timeout().toNanos() - (System.nanoTime() - start);
        Arrival arrival = new Arrival(response.body(), Duration.ofNanos(left));
        try (arrival;
                InputStream in = isCompressed(response) ? new GZIPInputStream(arrival, 1 << 16) : arrival) {
            AnswerBody answer = new AnswerBody(
                    in, options.maxResponseBytes(), io -> faults.brokenOff(arrival, io), faults::tooLarge);
            T result = reader.apply(new HttpAnswer(response.statusCode(), answer, RetryAfter.of(response.headers())));
            answer.drain();
            return result;
        } catch (IOException e) {
            throw faults.brokenOff(arrival, e);
        } finally {
            traffic.received(calls, arrival.count());
        }
    }

    private static boolean isCompressed(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
    }

    /** Says from time to time that there is no answer yet. */
    private <T> HttpResponse<T> await(Faults faults, CompletableFuture<HttpResponse<T>> response) {
        long start = System.nanoTime();
        Duration next = FIRST_REPORT;
        try {
            while (true) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                boolean last = next.compareTo(options.timeout()) >= 0;
                Duration until = last ? options.timeout() : next;
                try {
                    return response.get(until.minus(waited).toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException late) {
                    if (last) throw faults.late(late);
                    ChainLog.log().warn("{}no answer for {} s; waiting", faults.place, next.toSeconds());
                    next = next.multipliedBy(2);
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(faults.place + "interrupted", interrupt);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException io) throw faults.of(io);
            throw new IllegalStateException(faults.place, failure.getCause());
        } finally {
            response.cancel(true); // nothing, if it is there
        }
    }

    /** What can go wrong with one request before there is an answer that can be read. */
    private final class Faults {
        private final RequestKind kind;
        private final String place;

        Faults(RequestKind kind, String what) {
            this.kind = kind;
            this.place = what + " at " + name() + ": ";
        }

        ChainException brokenOff(Arrival arrival, IOException io) {
            return arrival.isLate() ? late(io) : of(io);
        }

        ChainException of(IOException io) {
            String message = String.valueOf(io.getMessage());
            if (Thread.currentThread().isInterrupted()) return new ChainException.Fatal(place + "interrupted", io);
            return switch (io) {
                case EOFException _, ZipException _ -> incomplete(message, io);
                case HttpConnectTimeoutException _ -> noConnection("no connection in time", io);
                case HttpTimeoutException late -> late(late);
                case ConnectException _
                when isUnknownHost(io) ->
                    noConnection("no host of that name is known; check the URL and the network", io);
                case ConnectException _ -> noConnection("no connection; is the node running?", io);
                case SSLException _ -> noConnection("no secure connection: " + message, io);
                case IOException _
                when message.startsWith("fixed content-length") || message.startsWith("chunked") ->
                    incomplete(message, io);
                default -> noConnection(message + "; is the node running?", io);
            };
        }

        private ChainException incomplete(String reason, IOException cause) {
            return failed("the answer is broken off or damaged: " + reason, cause, false, true);
        }

        private ChainException noConnection(String reason, IOException cause) {
            return failed(reason, cause, false, false);
        }

        ChainException late(Exception cause) {
            return failed("no answer in " + options.timeout().toMillis() + " ms", cause, true, false);
        }

        private ChainException failed(String reason, Exception cause, boolean late, boolean incomplete) {
            return new ChainException.Retryable(place + reason, Decision.onFailure(kind, late, incomplete), cause);
        }

        ChainException tooLarge() {
            return ChainException.of(
                    new Decision.AskLess(new ProviderError.ResponseTooLarge()),
                    place + "the answer is larger than " + options.maxResponseBytes() + " bytes",
                    new RpcError(413, 0, "the answer is too large", ""));
        }
    }

    private static boolean isUnknownHost(IOException io) {
        for (Throwable cause = io.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) return true;
        }
        return false;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

package io.gridwork.chain;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One HTTP address that takes JSON and answers with JSON. */
final class HttpEndpoint implements AutoCloseable {
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

    /** The answer, whatever its status, to a body of so many calls. */
    HttpAnswer post(String what, byte[] body, int calls) {
        HttpRequest request = HttpRequest.newBuilder(template, (_, _) -> true)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        traffic.sending(calls);
        HttpResponse<byte[]> response = await(what, send(request));
        traffic.received(calls, response.body().length);
        return new HttpAnswer(response.statusCode(), inflated(what, response), RetryAfter.of(response.headers()));
    }

    private byte[] inflated(String what, HttpResponse<byte[]> response) {
        boolean gzip = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        if (!gzip) return response.body();
        try {
            return Gzip.inflate(response.body(), options.maxResponseBytes());
        } catch (Gzip.TooLarge tooLarge) {
            throw tooLarge(what);
        } catch (IOException brokenOff) {
            throw new ChainException.Retryable(
                    place(what) + "a compressed answer that is broken off or damaged: " + brokenOff.getMessage(),
                    new EOFException(brokenOff.getMessage()));
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        return http.sendAsync(
                request,
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), options.maxResponseBytes()));
    }

    /** The client's own time-out ends with the headers: a body that stalls would wait for ever. */
    private HttpResponse<byte[]> await(String what, CompletableFuture<HttpResponse<byte[]>> response) {
        try {
            return response.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            response.cancel(true);
            throw late(what, late);
        } catch (InterruptedException interrupt) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(place(what) + "interrupted", interrupt);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException io) throw failed(what, io);
            throw new IllegalStateException(place(what), failure.getCause());
        }
    }

    private ChainException failed(String what, IOException io) {
        String message = String.valueOf(io.getMessage());
        if (message.contains("capacity")) return tooLarge(what);
        return switch (io) {
            case HttpConnectTimeoutException _ -> noConnection(what, "no connection in time", io);
            case HttpTimeoutException late -> late(what, late);
            case ConnectException _
            when isUnknownHost(io) ->
                noConnection(what, "no host of that name is known; check the URL and the network", io);
            case ConnectException _ -> noConnection(what, "no connection; is the node running?", io);
            case SSLException _ -> noConnection(what, "no secure connection: " + message, io);
            case IOException _
            when message.startsWith("fixed content-length") || message.startsWith("chunked") ->
                new ChainException.Retryable(
                        place(what) + "the answer is broken off: " + message, new EOFException(message));
            default -> noConnection(what, message + "; is the node running?", io);
        };
    }

    private static boolean isUnknownHost(IOException io) {
        for (Throwable cause = io.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) return true;
        }
        return false;
    }

    private ChainException noConnection(String what, String reason, IOException cause) {
        return new ChainException.Retryable(place(what) + reason, cause);
    }

    private ChainException late(String what, Exception cause) {
        TimeoutException timeout = new TimeoutException(cause.getMessage());
        return new ChainException.Retryable(
                place(what) + "no answer in " + options.timeout().toMillis() + " ms", timeout);
    }

    private ChainException tooLarge(String what) {
        return new ChainException.Rejected(
                place(what) + "the answer is larger than " + options.maxResponseBytes() + " bytes",
                new RpcError(413, 0, "the answer is too large", ""));
    }

    private String place(String what) {
        return what + " at " + name() + ": ";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

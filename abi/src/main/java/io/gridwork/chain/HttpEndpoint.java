package io.gridwork.chain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One HTTP address that takes JSON and answers with JSON. */
final class HttpEndpoint implements AutoCloseable {
    private final URI uri;
    private final RpcOptions options;
    private final HttpClient http;

    HttpEndpoint(URI uri, RpcOptions options) {
        boolean usable = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        if (!usable) {
            throw new IllegalArgumentException("not the URL of a JSON-RPC endpoint: \"" + uri
                    + "\"; it starts with http:// or https://, such as http://127.0.0.1:8545");
        }
        this.uri = uri;
        this.options = options;
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.timeout())
                .version(uri.getScheme().equals("http") ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .build();
    }

    /** Host and port: paths and queries of a provider's URL often are its key. */
    String name() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** The body of the answer, whatever its status below 500 was, unless that says to stop or to come back later. */
    byte[] post(String what, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .timeout(options.timeout())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = await(what, send(request));
        int status = response.statusCode();
        String place = what + " at " + name() + ": HTTP " + status;
        if (status == 429 || status >= 500 || status == 408) {
            throw new ChainException.Retryable(place + quote(response.body()), null, retryAfter(response));
        }
        boolean json = response.body().length > 0 && (response.body()[0] == '{' || response.body()[0] == '[');
        if (status >= 400 && !json) {
            if (status == 413) {
                throw new ChainException.Rejected(
                        place, new RpcError(413, "the request or its answer is too large", ""));
            }
            throw new ChainException.Fatal(place + quote(response.body()) + "; check the URL and its access key", null);
        }
        return response.body();
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
            throw new ChainException.Retryable(
                    what + " at " + name() + ": no answer in "
                            + options.timeout().toMillis() + " ms",
                    late);
        } catch (InterruptedException interrupt) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(what + " at " + name() + ": interrupted", interrupt);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException io) throw failed(what, io);
            throw new IllegalStateException(what + " at " + name(), failure.getCause());
        }
    }

    private ChainException failed(String what, IOException io) {
        String place = what + " at " + name() + ": ";
        if (String.valueOf(io.getMessage()).contains("capacity")) {
            return new ChainException.Rejected(
                    place + "the answer is larger than " + options.maxResponseBytes() + " bytes",
                    new RpcError(413, "the answer is too large", ""));
        }
        String reason = io instanceof ConnectException ? "no connection" : io.toString();
        return new ChainException.Retryable(place + reason + "; is the node running?", io);
    }

    private static Optional<Duration> seconds(String header) {
        return header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .flatMap(HttpEndpoint::seconds)
                .orElse(null);
    }

    private static String quote(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ", \"" + text + "\"";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

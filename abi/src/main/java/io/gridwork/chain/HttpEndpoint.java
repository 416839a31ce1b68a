package io.gridwork.chain;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
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
    private final EndpointAddress address;
    private final RpcOptions options;
    private final Traffic traffic;
    private final Optional<ProxyAddress> proxy;
    private final HttpClient http;
    private final HttpRequest.Builder template;

    static {
        JdkHttp.allowHostHeader();
    }

    HttpEndpoint(URI uri, RpcOptions options, Traffic traffic) {
        this(uri, options, traffic, Proxies.ofThisProcess());
    }

    /** @throws IllegalArgumentException if the URL is no endpoint's, or if its proxy cannot be used */
    HttpEndpoint(URI uri, RpcOptions options, Traffic traffic, Proxies proxies) {
        this.address = EndpointAddress.of(uri);
        this.options = options;
        this.traffic = traffic;
        this.proxy = proxies.proxyFor(uri);
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.timeout())
                .proxy(address.hasUnderscore() ? HttpClient.Builder.NO_PROXY : proxies)
                .version(
                        "http".equalsIgnoreCase(uri.getScheme())
                                ? HttpClient.Version.HTTP_1_1
                                : HttpClient.Version.HTTP_2)
                .build();
        this.template = template(proxies.headers(uri));
    }

    private HttpRequest.Builder template(Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .timeout(options.timeout());
        headers.forEach(request::header);
        if (!address.isLocal()) request.header("Accept-Encoding", "gzip");
        if (address.hasUnderscore()) nameHost(request);
        address.user()
                .ifPresent(user -> request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
        return request;
    }

    /** The JDK sends the host of the URL, here an address. A node may want its name, and one that knows only the address takes both. */
    private void nameHost(HttpRequest.Builder request) {
        try {
            request.header("Host", address.authority());
        } catch (IllegalArgumentException _) {
            // Another user of the JDK's client in this process came before JdkHttp: the address has to do.
        }
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
    <T> T post(String what, byte[] body, int calls, Function<HttpAnswer, T> reader) {
        HttpRequest request = template.copy()
                .uri(target(what))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        traffic.sending(calls);
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                await(what, http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
        long left = options.timeout().toNanos() - (System.nanoTime() - start);
        Arrival arrival = new Arrival(response.body(), Duration.ofNanos(left));
        try (arrival;
                InputStream in = isCompressed(response) ? new GZIPInputStream(arrival, 1 << 16) : arrival) {
            AnswerBody answer = new AnswerBody(
                    in, options.maxResponseBytes(), io -> brokenOff(what, arrival, io), () -> tooLarge(what));
            T result = reader.apply(new HttpAnswer(response.statusCode(), answer, RetryAfter.of(response.headers())));
            answer.drain();
            return result;
        } catch (IOException e) {
            throw brokenOff(what, arrival, e);
        } finally {
            traffic.received(calls, arrival.count());
        }
    }

    private URI target(String what) {
        try {
            return address.target();
        } catch (UnknownHostException unknown) {
            throw unknownHost(what, unknown);
        }
    }

    private static boolean isCompressed(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
    }

    private <T> HttpResponse<T> await(String what, CompletableFuture<HttpResponse<T>> response) {
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

    private ChainException brokenOff(String what, Arrival arrival, IOException io) {
        return arrival.isLate() ? late(what, io) : failed(what, io);
    }

    private ChainException failed(String what, IOException io) {
        String message = String.valueOf(io.getMessage());
        if (Thread.currentThread().isInterrupted()) {
            return new ChainException.Fatal(place(what) + "interrupted", io);
        }
        return switch (io) {
            case EOFException _, ZipException _ -> unfinished(what, message);
            case HttpConnectTimeoutException _ -> noConnection(what, "no connection in time", io);
            case HttpTimeoutException late -> late(what, late);
            case ConnectException _ when isUnknownHost(io) -> unknownHost(what, io);
            case ConnectException _ -> noConnection(what, "no connection; " + remedy(), io);
            case SSLException _ -> noConnection(what, "no secure connection: " + message, io);
            case IOException _
            when message.startsWith("fixed content-length") || message.startsWith("chunked") ->
                unfinished(what, message);
            default -> noConnection(what, message + "; " + remedy(), io);
        };
    }

    private String remedy() {
        return proxy.isPresent() ? "is the proxy right, and the node running?" : "is the node running?";
    }

    private ChainException unknownHost(String what, IOException cause) {
        String of = proxy.isPresent() ? "the proxy's name is not known" : "no host of that name is known";
        return noConnection(what, of + "; check the URL and the network", cause);
    }

    private static boolean isUnknownHost(IOException io) {
        for (Throwable cause = io.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) return true;
        }
        return false;
    }

    private ChainException unfinished(String what, String reason) {
        return new ChainException.Retryable(
                place(what) + "the answer is broken off or damaged: " + reason, new EOFException(reason));
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
        return what + " at " + name() + proxy.map(by -> " through " + by).orElse("") + ": ";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

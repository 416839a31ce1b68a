package io.gridwork.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/** One HTTP address that takes JSON and answers with JSON. */
final class HttpEndpoint implements AutoCloseable {
    /** Silence is reported after that, and then each time it has lasted twice as long. */
    private static final Duration FIRST_REPORT = Duration.ofSeconds(8);

    private final EndpointAddress address;
    private final RpcOptions options;
    private final Traffic traffic;
    private final Optional<ProxyAddress> proxy;
    private final HttpClient http;
    private final HttpRequest.Builder template;

    static {
        JdkHttp.allowHostHeader();
    }

    /** @throws IllegalArgumentException if the URL is no endpoint's, or if its proxy cannot be used */
    HttpEndpoint(URI uri, RpcOptions options, Traffic traffic, Proxies proxies) {
        this.proxy = proxies.proxyFor(uri);
        this.address = EndpointAddress.of(uri).through(proxy);
        this.options = options;
        this.traffic = traffic;
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

    /** What others wrote, without what of it may be a key: parts of the URL, and user and password of the proxy. */
    String redacted(String text) {
        return address.redacted(text);
    }

    /** What the reader makes of the answer, whatever its status, to a body of so many calls. It is read while it arrives. */
    <T> T post(RequestKind kind, String what, byte[] body, int calls, Function<HttpAnswer, T> reader) {
        TransportFaults faults =
                new TransportFaults(kind, place(what), options, proxy.isPresent(), address.isLocal(), this::redacted);
        HttpRequest request = template.copy()
                .uri(target(faults))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        traffic.sending(calls);
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                await(faults, http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()));
        long left = options.timeout().toNanos() - (System.nanoTime() - start);
        Arrival arrival = new Arrival(body(response), Duration.ofNanos(left));
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

    /** There is none where a proxy refuses the tunnel. */
    private static InputStream body(HttpResponse<InputStream> response) {
        InputStream body = response.body();
        return body == null ? InputStream.nullInputStream() : body;
    }

    private URI target(TransportFaults faults) {
        try {
            return address.target();
        } catch (UnknownHostException unknown) {
            throw faults.unknownHost(unknown);
        }
    }

    private static boolean isCompressed(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
    }

    /** Says from time to time that there is no answer yet. */
    private <T> HttpResponse<T> await(TransportFaults faults, CompletableFuture<HttpResponse<T>> response) {
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
                    ChainLog.log().warn("{}no answer for {} s; waiting", faults.place(), next.toSeconds());
                    next = next.multipliedBy(2);
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(faults.place() + "interrupted", interrupt);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException io) throw faults.of(io);
            throw new IllegalStateException(faults.place(), failure.getCause());
        } finally {
            response.cancel(true); // nothing, if it is there
        }
    }

    private String place(String what) {
        return what + " at " + name() + proxy.map(by -> " through " + by).orElse("") + ": ";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

package io.gridwork.worker.content;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.content.ContentException.Rejected;
import io.gridwork.worker.content.ContentException.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Brings content from where a stranger says it lies. Nothing is believed: the size is limited, the bytes are checked, redirects
 * are not followed, and addresses of this machine and its network are refused unless the operator allows them.
 *
 * <p>Schemes: {@code data:} (RFC 2397, base64), {@code http:}, {@code https:}, {@code file:}.
 */
public final class ContentFetcher {
    private static final String BASE64 = ";base64,";
    private static final int MAX_PORT = 65_535;

    private final HttpClient http;
    private final Duration timeout;
    private final boolean local;

    /**
     * @param timeout for one whole fetch
     * @param local whether {@code file:} and hosts on this machine's own networks are allowed: a stranger could otherwise make
     *     this worker ask its owner's internal services
     */
    public ContentFetcher(Duration timeout, boolean local) {
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY) // it would look up the host itself, after our check
                .connectTimeout(timeout)
                .build();
        this.timeout = timeout;
        this.local = local;
    }

    /** A {@code data:} address that holds the bytes themselves. */
    public static String inline(Bytes content) {
        return "data:" + BASE64 + Base64.getEncoder().encodeToString(content.toArray());
    }

    /**
     * The bytes at an address.
     *
     * @param limit most bytes that are read
     * @param check whether these are the right bytes, for instance that their hash is the one promised
     */
    public Bytes fetch(String address, long limit, Predicate<Bytes> check)
            throws ContentException, InterruptedException {
        Bytes content = Bytes.wrap(read(address, limit));
        if (!check.test(content)) {
            throw new Rejected("the " + content.size() + " bytes at " + shown(address)
                    + " are not the content promised: their hash differs");
        }
        return content;
    }

    private byte[] read(String address, long limit) throws ContentException, InterruptedException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException _) {
            throw new Rejected("not an address: " + shown(address));
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "data" -> data(address, limit);
            case "file" -> file(uri, limit);
            case "http", "https" -> http(uri, limit);
            default ->
                throw new Rejected(
                        "cannot fetch " + shown(address) + ": use an address with data:, http:, https: or file:");
        };
    }

    private static byte[] data(String address, long limit) throws Rejected {
        int start = address.indexOf(BASE64);
        if (start < 0) throw new Rejected("a data: address must hold base64: " + shown(address));
        try {
            return within(limit, address, Base64.getDecoder().decode(address.substring(start + BASE64.length())));
        } catch (IllegalArgumentException _) {
            throw new Rejected("the data: address holds no valid base64: " + shown(address));
        }
    }

    private byte[] file(URI uri, long limit) throws ContentException {
        if (!local) {
            throw new Rejected(
                    uri + " lies in this machine's files, and content from there is not allowed (--local-content)");
        }
        try {
            Path path = Path.of(uri);
            if (!Files.isRegularFile(path)) throw new Unavailable("no file " + path);
            try (InputStream in = Files.newInputStream(path)) {
                return limited(in, limit, uri.toString());
            }
        } catch (NoSuchFileException e) {
            throw new Unavailable("no file " + uri, e);
        } catch (IllegalArgumentException e) {
            throw new Rejected("not the address of a file: " + uri + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new Unavailable("cannot read " + uri + ": " + e.getMessage(), e);
        }
    }

    private byte[] http(URI uri, long limit) throws ContentException, InterruptedException {
        if (uri.getHost() == null) throw new Rejected("no host in " + shown(uri.toString()));
        if (uri.getPort() > MAX_PORT)
            throw new Rejected("port " + uri.getPort() + " in " + shown(uri.toString()) + ": ports end at " + MAX_PORT);
        if (!local && isOwnNetwork(uri.getHost())) {
            throw new Rejected(uri + " is on this machine's own network, and content from there is not allowed"
                    + " (--local-content)");
        }
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new Unavailable(uri + " answered with status " + response.statusCode());
                }
                return inTime(body, limit, uri);
            }
        } catch (HttpTimeoutException _) {
            throw tooSlow(uri);
        } catch (IOException e) {
            throw new Unavailable("cannot fetch " + uri + ": " + reason(e, uri), e);
        }
    }

    private static String reason(IOException e, URI uri) {
        return e.getMessage() == null ? "no connection to " + uri.getHost() : e.getMessage();
    }

    private Unavailable tooSlow(URI uri) {
        return new Unavailable(
                uri + " did not send all within " + timeout.toMillis() / 1000.0 + " s (--fetch-timeout)");
    }

    /** The client's own timeout ends with the headers; a server that then sends nothing would hold us for ever. */
    private byte[] inTime(InputStream body, long limit, URI uri) throws IOException, ContentException {
        AtomicBoolean late = new AtomicBoolean();
        Executor afterwards = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> guard = CompletableFuture.runAsync(() -> giveUp(body, late), afterwards);
        try {
            byte[] content = limited(body, limit, uri.toString());
            if (!late.get()) return content;
        } catch (IOException e) {
            if (!late.get()) throw e;
        } finally {
            guard.cancel(false);
        }
        throw tooSlow(uri);
    }

    private static void giveUp(InputStream body, AtomicBoolean late) {
        late.set(true);
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOwnNetwork(String host) throws Unavailable {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()
                        || isSharedOrUniqueLocal(address.getAddress())) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            throw new Unavailable("no address is known for the host " + host, e);
        }
    }

    /** 100.64.0.0/10 (RFC 6598) and fc00::/7 (RFC 4193), which {@link InetAddress} has no word for. */
    private static boolean isSharedOrUniqueLocal(byte[] address) {
        return address.length == 4 ? address[0] == 100 && (address[1] & 0xC0) == 0x40 : (address[0] & 0xFE) == 0xFC;
    }

    private static byte[] limited(InputStream in, long limit, String address) throws IOException, Rejected {
        return within(limit, address, in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1)));
    }

    private static byte[] within(long limit, String address, byte[] content) throws Rejected {
        if (content.length > limit) {
            throw new Rejected("the content at " + shown(address) + " is larger than the " + limit + " bytes allowed");
        }
        return content;
    }

    /** Inline addresses can be as long as their content. */
    private static String shown(String address) {
        String printable = new String(address.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
        return printable.length() <= 120 ? "\"" + printable + "\"" : "\"" + printable.substring(0, 100) + "…\"";
    }
}

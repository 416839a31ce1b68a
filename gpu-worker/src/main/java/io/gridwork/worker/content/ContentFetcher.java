package io.gridwork.worker.content;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.content.ContentException.Rejected;
import io.gridwork.worker.content.ContentException.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Brings content from where a stranger says it lies. Nothing is believed: the size is limited, the bytes are checked, redirects
 * are not followed, and addresses of this machine and its network are refused unless the operator allows them.
 *
 * <p>Schemes: {@code data:} (RFC 2397, base64), {@code http:}, {@code https:}, {@code file:}.
 */
public final class ContentFetcher {
    private static final String BASE64 = ";base64,";
    /** A server that sends nothing for so long is given up before the whole time is over. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final OkHttpClient http;
    private final Duration timeout;
    private final boolean local;

    /**
     * @param timeout for one whole fetch
     * @param local whether {@code file:} and hosts on this machine's own networks are allowed: a stranger could otherwise make
     *     this worker ask its owner's internal services
     */
    public ContentFetcher(Duration timeout, boolean local) {
        Duration silence = timeout.compareTo(LONGEST_SILENCE) < 0 ? timeout : LONGEST_SILENCE;
        this.http = new OkHttpClient.Builder()
                .dns(this::lookup)
                .followRedirects(false)
                .proxy(Proxy.NO_PROXY) // it would look up the host itself, after our check
                .callTimeout(timeout)
                .connectTimeout(silence)
                .readTimeout(silence)
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
            throw new Rejected(shown(uri.toString())
                    + " lies in this machine's files, and content from there is not allowed (--local-content)");
        }
        try {
            Path path = Path.of(uri);
            if (!Files.isRegularFile(path)) throw new Unavailable("no file " + shown(path.toString()));
            try (InputStream in = Files.newInputStream(path)) {
                return limited(in, limit, uri.toString());
            }
        } catch (NoSuchFileException e) {
            throw new Unavailable("no file " + shown(uri.toString()), e);
        } catch (IllegalArgumentException e) {
            throw new Rejected("not the address of a file: " + shown(uri.toString()) + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new Unavailable("cannot read " + shown(uri.toString()) + ": " + e.getMessage(), e);
        }
    }

    private byte[] http(URI uri, long limit) throws ContentException, InterruptedException {
        HttpUrl url = uri.getHost() == null ? null : HttpUrl.parse(uri.toString());
        if (url == null) throw new Rejected("no address of a server: " + shown(uri.toString()));
        if (!local && isOwnNumber(url.host())) throw ownNetwork(url);
        // Compressed content would be of another size than its server said.
        Request request = new Request.Builder()
                .url(url)
                .header("Accept-Encoding", "identity")
                .build();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() != 200)
                throw new Unavailable(shown(url.toString()) + " answered with status " + response.code());
            return limited(response.body().byteStream(), limit, url.toString());
        } catch (OwnNetworkException _) {
            throw ownNetwork(url);
        } catch (IOException e) {
            if (Thread.interrupted()) throw (InterruptedException) new InterruptedException("stopped").initCause(e);
            throw new Unavailable("cannot fetch " + shown(url.toString()) + ": " + reason(e, url), e);
        }
    }

    private String reason(IOException e, HttpUrl url) {
        if (e instanceof InterruptedIOException)
            return "it did not send all within " + timeout.toMillis() / 1000.0 + " s (--fetch-timeout)";
        return e.getMessage() == null ? "no connection to " + url.host() : e.getMessage();
    }

    private static Rejected ownNetwork(HttpUrl url) {
        return new Rejected(shown(url.toString())
                + " is on this machine's own network, and content from there is not allowed (--local-content)");
    }

    /** The client connects to what is looked up here and to nothing else: another answer a moment later does not help a stranger. */
    private List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> found = List.of(InetAddress.getAllByName(host));
        if (!local && found.stream().anyMatch(OwnNetworks::contain)) throw new OwnNetworkException(host);
        return found;
    }

    /** A host that is a number is not looked up. */
    private static boolean isOwnNumber(String host) {
        try {
            return OwnNetworks.contain(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static final class OwnNetworkException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        OwnNetworkException(String host) {
            super(host);
        }
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

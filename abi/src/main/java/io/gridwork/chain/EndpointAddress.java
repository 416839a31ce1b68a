package io.gridwork.chain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The URL of an endpoint, and what of it may be shown: of a provider's URL, path and query often are the key. */
public final class EndpointAddress {
    /** Shorter parts of a path ("v2", "rpc", "eth") are no keys, and common words. */
    private static final int SHORTEST_KEY = 8;

    private static final Pattern AFTER_HOST =
            Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:/*)?(?:[^/?#]*@)?([^/?#]*).*$");

    private final URI uri;
    private final List<String> secrets = new ArrayList<>();

    private EndpointAddress(URI uri) {
        this.uri = uri;
        String user = uri.getRawUserInfo();
        if (user != null) addSecrets(user, ":");
        addSecrets(String.valueOf(uri.getRawPath()), "/");
        if (uri.getRawQuery() != null) addSecrets(uri.getRawQuery(), "[&=]");
    }

    private void addSecrets(String text, String separator) {
        for (String part : text.split(separator, -1)) {
            if (part.length() >= SHORTEST_KEY) secrets.add(part);
        }
    }

    /** @throws IllegalArgumentException when it is no http or https URL; the message shows no key */
    static EndpointAddress of(URI uri) {
        boolean usable = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        if (usable) return new EndpointAddress(uri);
        String websocket = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme())
                ? " (WebSockets are not spoken; most nodes serve http on the same port or the next)"
                : "";
        throw new IllegalArgumentException("not the URL of a JSON-RPC endpoint: \"" + shown(uri.toString())
                + "\"; it starts with http:// or https://, such as http://127.0.0.1:8545" + websocket);
    }

    /** A URL, or what was meant as one, up to its host: fit for a log or a message. */
    public static String shown(String url) {
        return AFTER_HOST.matcher(url.strip()).replaceFirst("$1$2");
    }

    /** Scheme, host and port. */
    String name() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** A node on this machine: compression would cost it more than the wire does. */
    boolean isLocal() {
        return List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
    }

    /** {@code name:password} of the URL, which goes into a header. */
    Optional<String> user() {
        return Optional.ofNullable(uri.getUserInfo());
    }

    URI withoutUser() {
        if (uri.getUserInfo() == null) return uri;
        try {
            return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), uri.getQuery(), null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not the URL of an endpoint: " + name(), e);
        }
    }

    /** Providers repeat the key in some of their messages. */
    String redacted(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "…");
        }
        return clean;
    }
}

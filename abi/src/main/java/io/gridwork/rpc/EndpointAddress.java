package io.gridwork.rpc;

import io.gridwork.abi.PlainText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URL of an endpoint, and what of it may be shown: of a provider's URL, path and query often are the key. */
public final class EndpointAddress {
    /** Shorter parts of a path ("v2", "rpc", "eth") are no keys, and common words. */
    private static final int SHORTEST_KEY = 8;

    private static final int SHORTEST_PASSWORD = 4;

    private static final Pattern SHOWN = Pattern.compile(
            "(?<scheme>(?:https?|wss?):/*|[a-z][a-z0-9+.-]*:/+)?(?:[^/?#]*@)?"
                    + "(?<host>\\[[^]/?#@]*]|[^/?#:@\\\\\\s]*)(?<port>:\\d{0,5}(?=[/?#]|$))?(?<rest>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern URL = Pattern.compile("(?:https?|wss?)://[^\\s'\"]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern URL_START = Pattern.compile("(?:https?|wss?):/", Pattern.CASE_INSENSITIVE);

    /** {@link URI} takes a name with an underscore for no host; docker-compose gives services such names. */
    private static final Pattern WITH_UNDERSCORE =
            Pattern.compile("(?:(?<user>.*)@)?(?<host>[A-Za-z0-9._-]*_[A-Za-z0-9._-]*)(?<port>:\\d{0,9})?");

    /** One may be part of another. */
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();

    /** What is longer was not cut: the data of a revert. */
    private static final int LONGEST_CUT = 2 * PlainText.MESSAGE;

    private final URI uri;
    private final Optional<String> nameWithUnderscore;
    private final List<String> secrets = new ArrayList<>();

    /** @param uri with a host; a stand-in where the name has an underscore */
    private EndpointAddress(URI uri, Optional<String> nameWithUnderscore) {
        this.uri = uri;
        this.nameWithUnderscore = nameWithUnderscore;
        addPassword(uri.getUserInfo());
        addPassword(uri.getRawUserInfo());
        addSecrets(String.valueOf(uri.getRawPath()), "/");
        if (uri.getRawQuery() != null) addSecrets(uri.getRawQuery(), "[&=]");
    }

    private void addPassword(@Nullable String user) {
        if (user == null || user.isEmpty()) return;
        addSecrets(user, ":");
        String password = user.substring(user.indexOf(':') + 1);
        if (password.length() >= SHORTEST_PASSWORD) secrets.add(password);
        addHeader(user);
    }

    /** As the user stands in a header, with and without padding. */
    private void addHeader(String user) {
        String header = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        secrets.add(header);
        secrets.add(header.replace("=", ""));
    }

    /** Leaves out the user of its proxy, too. */
    EndpointAddress through(Optional<ProxyAddress> proxy) {
        proxy.flatMap(ProxyAddress::credentials).ifPresent(this::addPassword);
        return this;
    }

    private void addSecrets(String text, String separator) {
        for (String part : text.split(separator, -1)) {
            if (part.length() >= SHORTEST_KEY) secrets.add(part);
        }
    }

    /** @throws IllegalArgumentException when it is no http or https URL; the message shows no key */
    public static EndpointAddress of(URI uri) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (!http && !"https".equalsIgnoreCase(uri.getScheme())) throw unusable(uri);
        EndpointAddress address =
                uri.getHost() != null ? new EndpointAddress(uri, Optional.empty()) : withUnderscore(uri);
        if (address.uri.getPort() == 0 || address.uri.getPort() > 65_535)
            throw new IllegalArgumentException(
                    "the port of \"" + shown(uri.toString()) + "\" is not between 1 and 65535; correct it");
        if (!http && address.hasUnderscore())
            throw new IllegalArgumentException("\"" + shown(uri.toString())
                    + "\": a host name with an underscore has no certificate; use http:// or another name of the host");
        return address;
    }

    private static EndpointAddress withUnderscore(URI uri) {
        Matcher parts = WITH_UNDERSCORE.matcher(String.valueOf(uri.getRawAuthority()));
        if (!parts.matches()) throw unusable(uri);
        String user = parts.group("user") == null ? "" : parts.group("user") + "@";
        String port = parts.group("port") == null ? "" : parts.group("port");
        URI standIn = URI.create(uri.getScheme() + "://" + user + "with-underscore" + port + pathAndQuery(uri));
        return new EndpointAddress(standIn, Optional.of(parts.group("host")));
    }

    private static IllegalArgumentException unusable(URI uri) {
        boolean websocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
        return new IllegalArgumentException("not the URL of a JSON-RPC endpoint: \"" + shown(uri.toString())
                + "\"; it starts with http:// or https:// and a host, such as http://127.0.0.1:8545"
                + (websocket
                        ? " (WebSockets are not spoken; most nodes serve http on the same port or the next)"
                        : ""));
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** The host of a URL, also where its name has an underscore. Empty if there is none. */
    public static Optional<String> host(URI uri) {
        if (uri.getHost() != null) return Optional.of(uri.getHost());
        Matcher parts = WITH_UNDERSCORE.matcher(String.valueOf(uri.getRawAuthority()));
        return parts.matches() ? Optional.of(parts.group("host")) : Optional.empty();
    }

    /** A URL, or what was meant as one, up to its host: fit for a log or a message. Less, where a password may have a slash in it. */
    public static String shown(String url) {
        Matcher parts = SHOWN.matcher(url.strip());
        if (!parts.matches()) return "…";
        String scheme = parts.group("scheme") == null ? "" : parts.group("scheme");
        String rest = parts.group("rest");
        if (rest.contains("@")) return scheme + "…";
        String host = parts.group("host") + (parts.group("port") == null ? "" : parts.group("port"));
        return scheme + host + (rest.isEmpty() || "/?#".indexOf(rest.charAt(0)) >= 0 ? "" : "…");
    }

    /**
     * A message with each URL in it only up to its host.
     *
     * @param arguments of the command line, which the message may repeat: a URL among them ends where the argument does
     */
    public static String withoutKeys(String message, List<String> arguments) {
        String clean = message;
        for (String argument : arguments) {
            Matcher url = URL_START.matcher(argument);
            if (!url.find()) continue;
            String secret = argument.substring(url.start());
            clean = clean.replace(secret, shown(secret));
        }
        return URL.matcher(clean).replaceAll(url -> Matcher.quoteReplacement(shown(url.group())));
    }

    /** Scheme, host and port. */
    public String name() {
        return uri.getScheme() + "://" + authority();
    }

    /** Host and port. */
    String authority() {
        return nameWithUnderscore.orElse(uri.getHost()) + port();
    }

    private String port() {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }

    /** A node on this machine: compression would cost it more than the wire does. */
    boolean isLocal() {
        return List.of("localhost", "127.0.0.1", "[::1]")
                .contains(nameWithUnderscore.orElse(uri.getHost()).toLowerCase(Locale.ROOT));
    }

    boolean hasUnderscore() {
        return nameWithUnderscore.isPresent();
    }

    /** {@code name:password} of the URL, which goes into a header. */
    Optional<String> user() {
        return Optional.ofNullable(uri.getUserInfo());
    }

    /** What the HTTP client can ask: without user, and with the address in place of a name that has an underscore. */
    URI target() throws UnknownHostException {
        String host = hasUnderscore() ? literal(InetAddress.getByName(nameWithUnderscore.get())) : uri.getHost();
        return URI.create(uri.getScheme() + "://" + host + port() + pathAndQuery(uri));
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** Providers repeat the key in some of their messages, and some servers the whole request. */
    String redacted(String text) {
        String clean = text;
        for (String secret : secrets.stream().sorted(LONGEST_FIRST).toList()) {
            clean = clean.replace(secret, "…");
        }
        return clean.length() <= LONGEST_CUT && clean.contains("…") ? withoutStarts(clean) : clean;
    }

    /** A key of which a message shows the start, because the message was cut there. */
    private String withoutStarts(String text) {
        String clean = text;
        for (String secret : secrets) {
            for (int length = secret.length() - 1; length >= SHORTEST_PASSWORD; length--) {
                clean = clean.replace(secret.substring(0, length) + "…", "…");
            }
        }
        return clean;
    }
}

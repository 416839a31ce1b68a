package io.gridwork.rpc;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy.
 *
 * @param variable the environment variable that names it
 * @param host name or address, without brackets
 * @param credentials {@code user:password}, as they are sent
 */
record ProxyAddress(String variable, String host, int port, Optional<String> credentials) {
    private static final int DEFAULT_PORT = 80;

    /** Lenient about the password: in an environment variable it is often not percent-encoded. */
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>[a-z][a-z0-9+.-]*)://)?(?:(?<user>.*)@)?(?<host>\\[[0-9a-f:.%]+]|[a-z0-9._-]+)(?::(?<port>\\d{1,5}))?/?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** @throws IllegalArgumentException when it is no HTTP proxy; the message shows no user and no password */
    static ProxyAddress of(String variable, String value) {
        Matcher form = FORM.matcher(value.strip());
        if (!form.matches()) throw unusable(variable, value, "it is no URL of a proxy");
        String scheme = form.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("http")) {
            throw unusable(variable, value, "only proxies that speak plain HTTP are supported, not " + scheme);
        }
        int port = form.group("port") == null ? DEFAULT_PORT : Integer.parseInt(form.group("port"));
        if (port < 1 || port > 65_535) throw unusable(variable, value, "the port is not between 1 and 65535");
        String host = form.group("host").replaceAll("[\\[\\]]", "");
        Optional<String> user = Optional.ofNullable(form.group("user"));
        return new ProxyAddress(variable, host, port, user.map(text -> decoded(variable, value, text)));
    }

    private static String decoded(String variable, String value, String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) { // its message repeats the password
            throw unusable(variable, value, "a % in user or password has to be written as %25");
        }
    }

    private static IllegalArgumentException unusable(String variable, String value, String reason) {
        return new IllegalArgumentException("the environment variable " + variable + " is \""
                + EndpointAddress.shown(value) + "\" (without user and password): " + reason
                + ". Write it as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, or name the target's host in"
                + " NO_PROXY");
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /** Value of the header Proxy-Authorization. */
    Optional<String> authorization() {
        return credentials.map(
                text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Fit for a message: host, port and where they come from. */
    @Override
    public String toString() {
        return "the proxy " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + " of " + variable;
    }
}

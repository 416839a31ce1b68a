package io.gridwork.rpc;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The HTTP proxies that the standard environment variables name: {@code http_proxy} and {@code https_proxy} by the scheme of the
 * target, else {@code all_proxy}, and {@code no_proxy} for the targets that need none. A name in lower case wins over the one in
 * upper case, and an empty variable counts as absent. Requests to this machine never go through a proxy.
 *
 * <p>Where no variable names a proxy, the JVM's own settings hold ({@code -Dhttps.proxyHost=…}).
 *
 * <p>A value is read when a request needs it: a proxy that nobody uses may be of any kind.
 */
public final class Proxies extends ProxySelector {
    private static final Proxies OF_THIS_PROCESS = of(System.getenv());

    private final Optional<Setting> http;
    private final Optional<Setting> https;
    private final NoProxy without;

    private record Setting(String variable, String value) {
        ProxyAddress address() {
            return ProxyAddress.of(variable, value);
        }
    }

    private Proxies(Optional<Setting> http, Optional<Setting> https, NoProxy without) {
        this.http = http;
        this.https = https;
        this.without = without;
        if (Stream.of(http, https).flatMap(Optional::stream).anyMatch(s -> s.value.contains("@")))
            JdkHttp.allowPasswordsToProxies();
    }

    public static Proxies of(Map<String, String> environment) {
        Optional<Setting> all = setting(environment, "all_proxy");
        return new Proxies(
                setting(environment, "http_proxy").or(() -> all),
                setting(environment, "https_proxy").or(() -> all),
                NoProxy.of(setting(environment, "no_proxy").map(Setting::value).orElse("")));
    }

    public static Proxies ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    private static Optional<Setting> setting(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(variable -> new Setting(variable, environment.getOrDefault(variable, "")))
                .filter(setting -> !setting.value.isBlank())
                .findFirst();
    }

    /** @throws IllegalArgumentException when the variable for this target names no proxy that can be used */
    Optional<ProxyAddress> proxyFor(URI target) {
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
        boolean direct = target.getHost() == null || without.covers(target.getHost(), port);
        return direct ? Optional.empty() : (secure ? https : http).map(Setting::address);
    }

    /** @throws IllegalArgumentException when the variable for this target names no proxy that can be used */
    @Override
    public List<Proxy> select(URI target) {
        ProxySelector ofTheJvm = ProxySelector.getDefault();
        if (http.isEmpty() && https.isEmpty() && ofTheJvm != null) return ofTheJvm.select(target);
        return List.of(proxyFor(target).map(ProxyAddress::proxy).orElse(Proxy.NO_PROXY));
    }

    /**
     * Headers that a request to the target has to carry: name and password for the proxy. The JDK's client sends them to the proxy
     * only, in a CONNECT where the target is https.
     */
    public Map<String, String> headers(URI target) {
        return proxyFor(target)
                .flatMap(ProxyAddress::authorization)
                .map(value -> Map.of("Proxy-Authorization", value))
                .orElse(Map.of());
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // Whoever sent the request gets the failure too.
    }
}

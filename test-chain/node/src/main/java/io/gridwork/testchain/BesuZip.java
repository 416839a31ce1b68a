package io.gridwork.testchain;

import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Where the zip of a release comes from. */
public sealed interface BesuZip {

    /** Fit for a message. */
    String shown();

    /**
     * A web site.
     *
     * @param url http or https; a user and a password in it are sent to its host, and to no other that it redirects to
     * @param proxies that are used for each host
     * @param headers of each request; {@code Proxy-Authorization} goes to proxies only
     */
    record Site(URI url, ProxySelector proxies, Map<String, String> headers) implements BesuZip {

        /** Without user and query, either of which may be a secret. */
        @Override
        public String shown() {
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
        }
    }

    /** A zip that is on this machine. It stays where it is. */
    record Local(Path file) implements BesuZip {

        @Override
        public String shown() {
            return file.toString();
        }
    }
}

package io.gridwork.rpc;

/**
 * Two settings of the JDK's HTTP client that exist as system properties only. It reads them once, at the first request of the
 * process. What the user has set stays.
 */
final class JdkHttp {
    private JdkHttp() {}

    /** A node whose name has an underscore is asked by its address; the header then says the name. */
    static void allowHostHeader() {
        setIfAbsent("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    /** By default the JDK sends no password to a proxy where the target is https. The user who puts one into the proxy's URL wants it. */
    static void allowPasswordsToProxies() {
        setIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }
}

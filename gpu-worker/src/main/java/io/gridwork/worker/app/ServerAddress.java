package io.gridwork.worker.app;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where a server listens, and under which address others are told to look for it.
 *
 * @param host a name or an address, IPv6 without brackets
 */
record ServerAddress(String host) {
    /** Kept for documentation by RFC 5737 (IPv4) and RFC 3849 (IPv6): they are routed like any far address, and nothing is sent there. */
    private static final List<String> FAR = List.of("192.0.2.1", "2001:db8::1");

    /** @throws IllegalArgumentException when the name has no address */
    static ServerAddress of(String typed) {
        String host = typed.startsWith("[") && typed.endsWith("]") ? typed.substring(1, typed.length() - 1) : typed;
        address(host);
        return new ServerAddress(host);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--http-host is \"" + host + "\", which has no address: give a name or an address of this machine",
                    e);
        }
    }

    /** Whether it listens on every address of the machine. */
    boolean isEverywhere() {
        return address(host).isAnyLocalAddress();
    }

    /** For others. "0.0.0.0" names no machine, so in its place stands the address from which this one reaches far ones. */
    String url(int port) {
        String told = isEverywhere() ? ownAddress().getHostAddress() : host;
        // A zone such as %eth0 means something on this machine only.
        String name = told.contains(":") ? "[" + told.replaceFirst("%.*", "") + "]" : told;
        return "http://" + name + ":" + port;
    }

    private InetAddress ownAddress() {
        int reached = address(host) instanceof Inet4Address ? 1 : FAR.size();
        return FAR.stream()
                .limit(reached)
                .flatMap(far -> towards(far).stream())
                .findFirst()
                .orElse(InetAddress.getLoopbackAddress());
    }

    private static Optional<InetAddress> towards(String far) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(far, 9));
            return Optional.of(socket.getLocalAddress()).filter(own -> !own.isAnyLocalAddress());
        } catch (UncheckedIOException | SocketException noRoute) {
            return Optional.empty();
        }
    }
}

package io.gridwork.worker.content;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that do not lead to a server on the internet: this machine, its networks, and what is set aside for other uses (the special-purpose registries of
 * IANA, RFC 6890).
 */
final class OwnNetworks {
    /** @param host how many bits at the end tell its members apart */
    private record Network(BigInteger prefix, int host, int length) {
        static Network of(String address, int bits) {
            InetAddress first = InetAddress.ofLiteral(address);
            int length = 8 * first.getAddress().length;
            return new Network(number(first).shiftRight(length - bits), length - bits, length);
        }

        boolean contains(InetAddress address) {
            return 8 * address.getAddress().length == length
                    && number(address).shiftRight(host).equals(prefix);
        }
    }

    private static final List<Network> IP4 = List.of(
            Network.of("0.0.0.0", 8),
            Network.of("10.0.0.0", 8),
            Network.of("100.64.0.0", 10),
            Network.of("127.0.0.0", 8),
            Network.of("169.254.0.0", 16),
            Network.of("172.16.0.0", 12),
            Network.of("192.0.0.0", 24),
            Network.of("192.0.2.0", 24),
            Network.of("192.168.0.0", 16),
            Network.of("198.18.0.0", 15),
            Network.of("198.51.100.0", 24),
            Network.of("203.0.113.0", 24),
            Network.of("224.0.0.0", 3));
    /** The internet's own addresses are 2000::/3; of those, some carry an address of IPv4 in them, which could be any. */
    private static final Network INTERNET = Network.of("2000::", 3);

    private static final List<Network> IP6 = List.of(
            Network.of("2001::", 23), Network.of("2001:db8::", 32), Network.of("2002::", 16), Network.of("3fff::", 20));

    private OwnNetworks() {}

    static boolean contain(InetAddress address) {
        boolean special = Stream.concat(IP4.stream(), IP6.stream()).anyMatch(network -> network.contains(address));
        return special || (address instanceof Inet6Address && !INTERNET.contains(address));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}

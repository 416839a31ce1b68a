package io.gridwork.rpc;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts that are reached without a proxy: those of NO_PROXY, and always this machine. */
final class NoProxy {
    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");
    private static final int ANY_PORT = -1;

    private final List<Entry> entries;

    private NoProxy(List<Entry> entries) {
        this.entries = entries;
    }

    /** @param list host suffixes, addresses and ranges such as 10.0.0.0/8, each with a port or without, or {@code *} */
    static NoProxy of(String list) {
        return new NoProxy(Arrays.stream(list.split("[,\\s]+", -1))
                .filter(text -> !text.isEmpty())
                .map(Entry::of)
                .toList());
    }

    boolean covers(String host, int port) {
        String name = normal(host);
        return isThisMachine(name) || entries.stream().anyMatch(entry -> entry.covers(name, port));
    }

    private static boolean isThisMachine(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || literal(name)
                        .filter(address -> address.isLoopbackAddress() || address.isAnyLocalAddress())
                        .isPresent();
    }

    /** Lower case, without brackets and without the dot of the root. */
    private static String normal(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) { // a name, which only the proxy may be able to look up
            return Optional.empty();
        }
    }

    private record Entry(String host, int port) {
        static Entry of(String text) {
            Matcher withPort = WITH_PORT.matcher(text);
            if (!withPort.matches()) return new Entry(suffix(text), ANY_PORT);
            return new Entry(suffix(withPort.group(1)), Integer.parseInt(withPort.group(2)));
        }

        private static String suffix(String host) {
            return normal(host).replaceFirst("^\\*?\\.", "");
        }

        boolean covers(String name, int target) {
            if (port != ANY_PORT && port != target) return false;
            if (host.equals("*") || name.equals(host)) return true;
            Optional<InetAddress> address = literal(name);
            return address.isPresent() ? coversAddress(address.get()) : name.endsWith("." + host);
        }

        private boolean coversAddress(InetAddress address) {
            int slash = host.indexOf('/');
            Optional<InetAddress> base = literal(slash < 0 ? host : host.substring(0, slash));
            if (base.isEmpty()) return false;
            if (slash < 0) return base.get().equals(address);
            String length = host.substring(slash + 1);
            return length.matches("\\d{1,3}") && samePrefix(base.get(), address, Integer.parseInt(length));
        }

        private static boolean samePrefix(InetAddress base, InetAddress other, int bits) {
            byte[] left = base.getAddress();
            byte[] right = other.getAddress();
            if (left.length != right.length || bits > left.length * 8) return false;
            for (int bit = 0; bit < bits; bit++) {
                if (((left[bit / 8] ^ right[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
            }
            return true;
        }
    }
}

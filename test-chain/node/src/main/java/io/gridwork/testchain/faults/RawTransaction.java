package io.gridwork.testchain.faults;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a refusal needs to know of a signed transaction (EIP-2718).
 *
 * @param type 0 for a legacy one
 */
record RawTransaction(int type, long gas) {

    private static final int FIRST_LIST_BYTE = 0xc0;

    /** Nothing for what is no transaction; the node itself will say so. */
    static Optional<RawTransaction> parse(String raw) {
        try {
            var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(raw.substring(2)));
            int first = bytes.get(0) & 0xff;
            int type = first >= FIRST_LIST_BYTE ? 0 : bytes.get();
            List<byte[]> fields = list(bytes);
            return Optional.of(new RawTransaction(type, number(fields.get(gasIndex(type)))));
        } catch (RuntimeException noTransaction) {
            return Optional.empty();
        }
    }

    private static int gasIndex(int type) {
        return switch (type) {
            case 0 -> 2; // nonce, gas price, gas
            case 1 -> 3; // chain, nonce, gas price, gas
            default -> 4; // chain, nonce, tip, highest fee, gas
        };
    }

    private static long number(byte[] bigEndian) {
        long number = 0;
        for (byte b : bigEndian) number = (number << 8) | (b & 0xff);
        return number;
    }

    /** The strings of an RLP list, until its first list (yellow paper, appendix B). */
    private static List<byte[]> list(ByteBuffer in) {
        int end = length(in.get() & 0xff, FIRST_LIST_BYTE, in) + in.position();
        var items = new ArrayList<byte[]>();
        while (in.position() < end && (in.get(in.position()) & 0xff) < FIRST_LIST_BYTE) items.add(string(in));
        return items;
    }

    private static byte[] string(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) return new byte[] {(byte) first};
        byte[] bytes = new byte[length(first, 0x80, in)];
        in.get(bytes);
        return bytes;
    }

    private static int length(int first, int base, ByteBuffer in) {
        if (first - base <= 55) return first - base;
        byte[] length = new byte[first - base - 55];
        in.get(length);
        return (int) number(length);
    }
}

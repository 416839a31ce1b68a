package io.gridwork.indexer.proof;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A second opinion on receipts roots: the definition of the Yellow Paper's appendices B and D written down as it stands,
 * with nothing of the library used.
 */
final class ReferenceTrie {
    private static final Hash32 EMPTY = Keccak256.hash(new byte[] {(byte) 0x80});

    private ReferenceTrie() {}

    /** Root over values whose keys are their places. */
    static Hash32 root(List<byte[]> values) {
        SortedMap<String, byte[]> byNibbles = new TreeMap<>();
        for (int i = 0; i < values.size(); i++) {
            byNibbles.put(nibbles(string(quantity(i))), values.get(i));
        }
        return byNibbles.isEmpty() ? EMPTY : Keccak256.hash(structure(byNibbles, 0));
    }

    private static String nibbles(byte[] key) {
        StringBuilder text = new StringBuilder();
        for (byte each : key) text.append("%02x".formatted(each));
        return text.toString();
    }

    /** Function c of the Yellow Paper. */
    private static byte[] structure(SortedMap<String, byte[]> entries, int at) {
        if (entries.size() == 1) {
            Map.Entry<String, byte[]> only = entries.entrySet().iterator().next();
            return list(string(prefixed(only.getKey().substring(at), true)), string(only.getValue()));
        }
        int shared = sharedPrefix(entries, at);
        if (shared > at) {
            return list(string(prefixed(entries.firstKey().substring(at, shared), false)), node(entries, shared));
        }
        byte[][] children = new byte[17][];
        for (int nibble = 0; nibble < 16; nibble++) {
            String head = entries.firstKey().substring(0, at) + Integer.toHexString(nibble);
            SortedMap<String, byte[]> below = entries.subMap(head, head + "g");
            children[nibble] = below.isEmpty() ? string(new byte[0]) : node(below, at + 1);
        }
        byte[] here = entries.get(entries.firstKey().substring(0, at));
        children[16] = string(here == null ? new byte[0] : here);
        return list(children);
    }

    /** Function n of the Yellow Paper. */
    private static byte[] node(SortedMap<String, byte[]> entries, int at) {
        byte[] structure = structure(entries, at);
        return structure.length < 32
                ? structure
                : string(Keccak256.hash(structure).toArray());
    }

    private static int sharedPrefix(SortedMap<String, byte[]> entries, int at) {
        String first = entries.firstKey();
        String last = entries.lastKey();
        int shared = at;
        while (shared < first.length() && shared < last.length() && first.charAt(shared) == last.charAt(shared))
            shared++;
        return shared;
    }

    /** Function HP of the Yellow Paper. */
    private static byte[] prefixed(String nibbles, boolean leaf) {
        int flag = leaf ? 2 : 0;
        String padded = nibbles.length() % 2 == 0 ? flag + "0" + nibbles : (flag + 1) + nibbles;
        byte[] bytes = new byte[padded.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(padded, 2 * i, 2 * i + 2, 16);
        }
        return bytes;
    }

    // ---- RLP

    static byte[] quantity(long value) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        return bytes;
    }

    static byte[] string(byte[] bytes) {
        return bytes.length == 1 && bytes[0] >= 0 ? bytes : prefixed(0x80, bytes);
    }

    static byte[] list(byte[]... items) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(items).forEach(joined::writeBytes);
        return prefixed(0xc0, joined.toByteArray());
    }

    private static byte[] prefixed(int base, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (payload.length < 56) {
            out.write(base + payload.length);
        } else {
            byte[] length = quantity(payload.length);
            out.write(base + 55 + length.length);
            out.writeBytes(length);
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }
}

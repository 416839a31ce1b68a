package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a log after the first, and its data, without the zeros that the ABI fills words up with.
 *
 * <p>One byte with the number of those topics; then each topic, and the data by 32 bytes. A word is one byte and some of its bytes:
 * {@code 0…32}: so many at its end, zeros before; {@code 33…64}: 32 fewer at its beginning, zeros after them; {@code 128 + n}: the last
 * n bytes of data that is no multiple of 32. Where the first byte is {@code 128} and more, topics and data follow as they are.
 */
final class PackedWords {
    private static final int WORD = Hash32.BYTES;
    private static final int PLAIN = 0x80;
    private static final int PARTIAL = 0x80;

    private PackedWords() {}

    static byte[] pack(LogEntry log) {
        int more = Math.max(0, log.topics().size() - 1);
        byte[] data = log.data().toArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(1 + WORD * more + data.length);
        packed.write(more);
        for (int i = 1; i <= more; i++) {
            packWord(log.topics().get(i).toArray(), 0, packed);
        }
        int whole = data.length - data.length % WORD;
        for (int at = 0; at < whole; at += WORD) {
            packWord(data, at, packed);
        }
        if (whole < data.length) {
            packed.write(PARTIAL + data.length - whole);
            packed.write(data, whole, data.length - whole);
        }
        return packed.toByteArray();
    }

    private static void packWord(byte[] bytes, int at, ByteArrayOutputStream packed) {
        int leadingZeros = 0;
        while (leadingZeros < WORD && bytes[at + leadingZeros] == 0) leadingZeros++;
        int trailingZeros = 0;
        while (trailingZeros < WORD - leadingZeros && bytes[at + WORD - 1 - trailingZeros] == 0) trailingZeros++;
        if (leadingZeros >= trailingZeros) {
            packed.write(WORD - leadingZeros);
            packed.write(bytes, at + leadingZeros, WORD - leadingZeros);
        } else {
            packed.write(WORD + WORD - trailingZeros);
            packed.write(bytes, at, WORD - trailingZeros);
        }
    }

    /** A log's topics and data. */
    record Unpacked(List<Hash32> topics, Bytes data) {}

    /** @param topic0 the first topic; null where the log has none */
    static Unpacked unpack(@Nullable Hash32 topic0, byte[] packed) {
        List<Hash32> topics = new ArrayList<>();
        if (topic0 != null) topics.add(topic0);
        int more = packed[0] & (PLAIN - 1);
        byte[] words = (packed[0] & PLAIN) == 0 ? unpackWords(packed) : tail(packed);
        Bytes all = Bytes.wrap(words);
        for (int i = 0; i < more; i++) {
            topics.add(all.hashAt(WORD * i));
        }
        return new Unpacked(topics, all.slice(WORD * more, words.length - WORD * more));
    }

    private static byte[] tail(byte[] packed) {
        byte[] words = new byte[packed.length - 1];
        System.arraycopy(packed, 1, words, 0, words.length);
        return words;
    }

    private static byte[] unpackWords(byte[] packed) {
        byte[] words = new byte[unpackedSize(packed)];
        int to = 0;
        for (int at = 1; at < packed.length; at += 1 + stored(packed[at])) {
            int code = packed[at] & 0xff;
            int stored = stored(packed[at]);
            System.arraycopy(packed, at + 1, words, code <= WORD ? to + WORD - stored : to, stored);
            to += unpacked(packed[at]);
        }
        return words;
    }

    private static int unpackedSize(byte[] packed) {
        int size = 0;
        for (int at = 1; at < packed.length; at += 1 + stored(packed[at])) size += unpacked(packed[at]);
        return size;
    }

    private static int stored(byte code) {
        int value = code & 0xff;
        if (value > PARTIAL) return value - PARTIAL;
        return value <= WORD ? value : value - WORD;
    }

    private static int unpacked(byte code) {
        int value = code & 0xff;
        return value > PARTIAL ? value - PARTIAL : WORD;
    }
}

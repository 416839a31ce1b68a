package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.abi.Bytes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts such as anybody may put into an event, in the ABI's encoding. */
final class CannedText {
    private static final int WORD = 32;
    private static final int PROMISED_TOO_MUCH = 1 << 20;

    /** As they are in memory. */
    private static final List<byte[]> TEXTS = Stream.concat(
                    Stream.of(
                                    "",
                                    "hello",
                                    "\0",
                                    "a\0b",
                                    "\0\0'; DROP TABLE token_note; --",
                                    "\uD83D\uDE80 \u4E2D",
                                    "x".repeat(300))
                            .map(text -> text.getBytes(UTF_8)),
                    // A stray byte, a cut-off sequence, an overlong zero, half of a surrogate pair, a byte order mark's
                    // halves.
                    Stream.of("6120c32862", "e282", "c080", "eda080", "fffe00").map(HexFormat.of()::parseHex))
            .toList();

    private CannedText() {}

    /** One of them, or what promises more bytes than there are. */
    static Bytes any(Random random) {
        int index = random.nextInt(TEXTS.size() + 1);
        return index == TEXTS.size()
                ? encoded(PROMISED_TOO_MUCH, TEXTS.getFirst())
                : encoded(TEXTS.get(index).length, TEXTS.get(index));
    }

    private static Bytes encoded(int length, byte[] text) {
        ByteBuffer words = ByteBuffer.allocate((2 + Math.ceilDiv(text.length, WORD)) * WORD);
        words.putInt(WORD - Integer.BYTES, WORD);
        words.putInt(2 * WORD - Integer.BYTES, length);
        return Bytes.wrap(words.put(2 * WORD, text).array());
    }
}

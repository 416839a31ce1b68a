package io.gridwork.indexer.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Tokens;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is packed comes back as it was, and ABI words without their zeros. */
final class PackedWordsTest {
    private static LogEntry log(List<Hash32> topics, Bytes data) {
        return new LogEntry(Address.ZERO, topics, data, 1, Hash32.ZERO, null, Hash32.ZERO, 0, 0, false);
    }

    private static void requireSame(LogEntry log) {
        PackedWords.Unpacked back =
                PackedWords.unpack(log.topics().isEmpty() ? null : log.topics().getFirst(), PackedWords.pack(log));
        assertThat(back.topics()).isEqualTo(log.topics());
        assertThat(back.data()).isEqualTo(log.data());
    }

    @Property
    void anyLogComesBack(@ForAll @IntRange(max = 4) int topics, @ForAll byte[] data, @ForAll long seed) {
        Random random = new Random(seed);
        requireSame(log(
                IntStream.range(0, topics)
                        .mapToObj(_ -> Hash32.of(word(random)))
                        .toList(),
                Bytes.wrap(data)));
    }

    @Property
    void wordsWithZerosComeBack(
            @ForAll @IntRange(max = 9) int words, @ForAll @IntRange(max = 31) int rest, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] data = new byte[32 * words + rest];
        for (int at = 0; at < words; at++) System.arraycopy(word(random), 0, data, 32 * at, 32);
        for (int i = 0; i < rest; i++) data[32 * words + i] = (byte) random.nextInt(3);
        requireSame(log(List.of(), Bytes.wrap(data)));
    }

    /** Zeros before, behind, or all. */
    private static byte[] word(Random random) {
        byte[] word = new byte[32];
        int from = random.nextInt(33);
        int to = from + random.nextInt(33 - from);
        for (int i = from; i < to; i++) word[i] = (byte) random.nextInt(-1, 2);
        return word;
    }

    @Test
    void aTransferTakesTheBytesOfItsAddressesAndValue() {
        LogEntry transfer = Tokens.log(CannedChain.TOKEN, 1, 0, 1_000_000);
        // The number of topics; the zero address, an address of one byte, a value of three, each with a byte for its
        // length.
        assertThat(PackedWords.pack(transfer)).hasSize(1 + 1 + 2 + 4);
    }
}

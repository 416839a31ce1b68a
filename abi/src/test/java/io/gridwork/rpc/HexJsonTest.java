package io.gridwork.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonToken;

class HexJsonTest {
    private static final String HASH = "0x" + "0123456789abcdefABCDEF9876543210".repeat(2);

    /** Hands over so many bytes at a time, as a network does. */
    private static InputStream pieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(size, length));
            }
        };
    }

    private static <T> T value(String json, int piece, Function<HexJson, T> read) {
        try (HexJson parser = HexJson.of(pieces("[" + json + ",7]", piece))) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            parser.nextToken();
            T value = read.apply(parser);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
            assertThat(parser.getIntValue()).isEqualTo(7);
            return value;
        }
    }

    @Provide
    Arbitrary<byte[]> data() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    @Property
    void bytesAreReadHoweverTheyArrive(@ForAll("data") byte[] data, @ForAll @IntRange(min = 1, max = 500) int piece) {
        Bytes bytes = Bytes.copyOf(data);
        assertThat(value('"' + bytes.hex() + '"', piece, HexJson::bytes)).isEqualTo(bytes);
        String upperCase = "0x" + bytes.hex().substring(2).toUpperCase(java.util.Locale.ROOT);
        assertThat(value('"' + upperCase + '"', piece, HexJson::bytes)).isEqualTo(bytes);
    }

    @Property
    void numbersAreReadHoweverTheyArrive(
            @ForAll @LongRange long number, @ForAll @IntRange(min = 1, max = 30) int piece) {
        assertThat(value("\"0x" + Long.toHexString(number) + '"', piece, HexJson::number))
                .isEqualTo(number);
    }

    @Property
    void oneWrongCharacterIsSeenWhereverItIs(@ForAll char wrong, @ForAll @IntRange(min = 2, max = 65) int place) {
        String text = HASH.substring(0, place) + wrong + HASH.substring(place + 1);
        boolean isDigit = wrong < 128 && Character.digit(wrong, 16) >= 0;
        if (isDigit) {
            assertThat(Hash32.parse(text).hex()).isEqualToIgnoringCase(text);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Hash32.parse(text))
                    .withMessageStartingWith("not hexadecimal");
        }
    }

    @Test
    void escapesAreUnderstood() {
        assertThat(value("\"\\u0030x" + "00".repeat(19) + "\\u0031a\"", 8000, HexJson::address))
                .isEqualTo(Address.parse("0x" + "00".repeat(19) + "1a"));
    }

    @ParameterizedTest
    @CsvSource({"7, should be text", "null, should be text", "\"0x12\", 2 digits", "\"1234\", no 0x", "\"\", no 0x"})
    void whatIsNoHashIsNamed(String json, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value(json, 8000, HexJson::hash))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "12", "0x1g", "0x 1", "0x-1", "0x8000000000000000", "0x10000000000000000"})
    void whatIsNoQuantityIsNamed(String quantity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value('"' + quantity + '"', 8000, HexJson::number))
                .withMessageContaining("no quantity of 63 bits: \"" + quantity);
    }

    @Test
    void leadingZerosOfAQuantityAreNoHarm() {
        assertThat(value("\"0x" + "0".repeat(20) + "7fffffffffffffff\"", 8000, HexJson::number))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theWrongCharacterIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value("\"0x00é\"", 8000, HexJson::bytes))
                .withMessageContaining("the character 'é'");
    }
}

package io.gridwork.toolkit.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Keccak256;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {

    @Property
    void every_integer_is_read_back_in_decimal_and_hexadecimal(@ForAll BigInteger number) {
        assertThat(Literal.integer(number.toString())).isEqualTo(number);
        BigInteger word = number.mod(BigInteger.ONE.shiftLeft(256));
        assertThat(Literal.integer("0x" + word.toString(16))).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1_000_000, 1000000",
        "1e18, 1000000000000000000",
        "1.5e6, 1500000",
        "0.25 ether, 250000000000000000",
        "20 gwei, 20000000000",
        "7 wei, 7",
        "90s, 90",
        "10 min, 600",
        "48 h, 172800",
        "7 d, 604800",
        "2 percent, 200",
        "0.5 percent, 50",
        "25 bps, 25",
        "-3, -3",
        "0x2A, 42"
    })
    void units_are_exact(String text, BigInteger number) {
        assertThat(Literal.integer(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ten",
                "1.5",
                "0.1 gwie",
                "1 Ether",
                "1,000",
                "1e-3",
                "0.0000000000000000001 ether",
                "0x",
                "1 2",
                "1e999999999"
            })
    void what_is_no_whole_number_is_refused_with_the_text(String text) {
        assertThatThrownBy(() -> Literal.integer(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPOSER_ROLE", ""})
    void keccak256_of_a_text_is_bytes(String text) {
        assertThat(Literal.bytes("keccak256(\"" + text + "\")"))
                .isEqualTo(Keccak256.hash(text).toBytes());
    }
}

package io.gridwork.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

    @Provide
    Arbitrary<BigInteger> words() {
        return Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, TWO_256.subtract(BigInteger.ONE))
                .withDistribution(net.jqwik.api.RandomDistribution.biased());
    }

    @Property
    void uint256PrintsAndParsesAsBigIntegerDoes(@ForAll("words") BigInteger number) {
        Uint256 value = Uint256.of(number);
        assertThat(value).hasToString(number.toString());
        assertThat(value.toBigInteger()).isEqualTo(number);
        assertThat(Uint256.parse(number.toString())).isEqualTo(value);
        assertThat(Uint256.parse("0x" + number.toString(16))).isEqualTo(value);
        assertThat(Uint256.parse(value.toQuantity())).isEqualTo(value);
        assertThat(value.toWord().toUint256()).isEqualTo(value);
    }

    @Property
    void int256PrintsAsBigIntegerDoes(@ForAll("words") BigInteger word) {
        BigInteger number = word.subtract(TWO_256.shiftRight(1));
        Int256 value = Int256.of(number);
        assertThat(value).hasToString(number.toString());
        assertThat(value.toBigInteger()).isEqualTo(number);
    }

    @Property
    void valuesCompareAsNumbers(@ForAll("words") BigInteger a, @ForAll("words") BigInteger b) {
        assertThat(Uint256.of(a).compareTo(Uint256.of(b))).isEqualTo(a.compareTo(b));
        BigInteger half = TWO_256.shiftRight(1);
        assertThat(Int256.of(a.subtract(half)).compareTo(Int256.of(b.subtract(half))))
                .isEqualTo(a.compareTo(b));
    }

    @Property
    void hashesAndAddressesSurviveTextAndBytes(@ForAll("words") BigInteger word) {
        Hash32 hash = Uint256.of(word).toWord();
        assertThat(Hash32.parse(hash.hex())).isEqualTo(hash);
        assertThat(Hash32.of(hash.toArray())).isEqualTo(hash);
        Address address = Address.of(java.util.Arrays.copyOfRange(hash.toArray(), 12, 32));
        assertThat(Address.parse(address.hex())).isEqualTo(address);
        assertThat(Address.parse(address.toString())).isEqualTo(address);
        assertThat(Address.ofWord(address.toWord())).isEqualTo(address);
        assertThat(Address.of(address.toArray())).isEqualTo(address);
    }

    @Test
    void addsAndSubtractsWithoutWrappingRound() {
        assertThat(Uint256.of(5).plus(Uint256.of(7))).isEqualTo(Uint256.of(12));
        assertThatIllegalArgumentException().isThrownBy(() -> Uint256.MAX.plus(Uint256.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Uint256.of(1).minus(Uint256.of(2)));
    }

    /** Vectors of EIP-55. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x27b1fdb04752bbc536007a920d24acb045561c26",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void printsTheChecksumOfAnAddress(String text) {
        assertThat(Address.parse(text)).hasToString(text);
    }

    @Test
    void refusesAnAddressWithAMistypedDigit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee"))
                .withMessageContaining("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee")
                .withMessageContaining("EIP-55");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaedf",
                "0xzaaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1bea\u0661d"
            })
    void refusesWhatIsNoAddressAndQuotesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "01",
                "1e18",
                "1_000",
                "1.0",
                " 1",
                "0x",
                "0xg",
                "١",
                "115792089237316195423570985008687907853269984665640564039457584007913129639936"
            })
    void refusesWhatIsNoUint256AndQuotesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Uint256.parse(text))
                .withMessageContaining(text);
    }

    @Test
    void hashesAsEthereumDoes() {
        assertThat(Keccak256.hash(""))
                .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        assertThat(Keccak256.hash("Transfer(address,address,uint256)"))
                .hasToString("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
    }

    @Test
    void bytesAreAValueThatNobodyCanChange() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).isEqualTo(Bytes.parse("0x010203")).hasToString("0x010203");
        assertThat(bytes.slice(1, 2)).isEqualTo(Bytes.parse("0x0203"));
    }

    @Test
    void textThatIsNotUtf8IsKeptAndSaysSo() {
        AbiValue.Text text = new AbiValue.Text(Bytes.parse("0x61ff62"));
        assertThat(text.isUtf8()).isFalse();
        assertThat(text.text()).isEqualTo("a\uFFFDb");
        assertThat(AbiValue.Text.of("grün").isUtf8()).isTrue();
    }
}

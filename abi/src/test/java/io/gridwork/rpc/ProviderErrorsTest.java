package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** A test for each thing that a provider was seen to say: {@code provider-errors.csv}. */
final class ProviderErrorsTest {
    @ParameterizedTest(name = "{0}: {3} {4}")
    @CsvFileSource(
            resources = "provider-errors.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            emptyValue = "")
    void isReadAsItIsMeant(
            String provider, int status, int code, String message, String data, String meaning, String source) {
        ProviderError read = ProviderErrors.read(
                new RpcError(status, code, message == null ? "" : message, data == null ? "" : data));
        assertThat(read).hasToString(meaning);
    }

    @Property(tries = 300)
    void anySpanIsReadHoweverItsDigitsAreGrouped(@ForAll @LongRange(min = 1, max = 99_999_999) long blocks) {
        for (String number :
                new String[] {"%d".formatted(blocks), "%,d".formatted(blocks).replace(' ', ',')}) {
            assertThat(ProviderErrors.read(
                            new RpcError(-32000, "eth_getLogs is limited to a " + number + " range", "")))
                    .isEqualTo(new ProviderError.MaxSpan(blocks));
        }
    }

    @Property(tries = 300)
    void noWordsMakeItFail(
            @ForAll String message, @ForAll String data, @ForAll @IntRange(min = 100, max = 599) int status) {
        assertThat(ProviderErrors.read(new RpcError(status, 0, message, data))).isNotNull();
    }

    /** Each was once read for seconds up to minutes. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"method ", "response size ", "0", "(1 > ", "max block range ", "query contains 1", " "})
    void wordsWithoutEndAreReadQuickly(String word) {
        String words = word.repeat(1_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            ProviderErrors.read(new RpcError(-32000, words, words));
            ProviderErrors.read(new RpcError(3, words, words));
        });
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "eth_getLogs is limited to a 0 range",
                "eth_getLogs is limited to a 99999999999999999999999 range",
                "retry with the range 999999999999999999-5",
                "try with this block range [0xffffffffffffffff, 0xffffffffffffffff]"
            })
    void numbersThatMakeNoSenseAreNotTaken(String message) {
        assertThat(ProviderErrors.read(new RpcError(-32000, message, ""))).isEqualTo(new ProviderError.Unknown());
    }
}

package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JobTermsTest {
    private static final BigInteger PRICE = BigInteger.TEN;

    @Property
    void a_quorum_is_more_than_half_of_one_to_seven_seats(
            @ForAll @IntRange(min = -1, max = 9) int n, @ForAll @IntRange(min = -1, max = 9) int k) {
        boolean allowed = n >= 1 && n <= 7 && 2 * k > n && k <= n;
        if (allowed) {
            assertThatCode(() -> terms(PRICE, BigInteger.ONE, n, k, 0)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> terms(PRICE, BigInteger.ONE, n, k, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_term_out_of_range_is_named_with_its_value_and_the_rule() {
        assertThatThrownBy(() -> terms(BigInteger.TWO.pow(96), BigInteger.ONE, 1, 1, 0))
                .hasMessage("maxPrice is 79228162514264337593543950336, and must be from 0 to 2^96 - 1");
        assertThatThrownBy(() -> terms(BigInteger.ZERO, BigInteger.ONE, 1, 1, 0))
                .hasMessageContaining("maxPrice is 0");
        assertThatThrownBy(() -> terms(PRICE, BigInteger.ONE.negate(), 1, 1, 0)).hasMessageContaining("bond is -1");
        assertThatThrownBy(() -> terms(PRICE, BigInteger.ONE, 1, 1, 5))
                .hasMessageContaining("revealWindow for n = 1 is 5");
        assertThatThrownBy(() -> new NodeId(1L << 32)).hasMessageContaining("node id is 4294967296");
    }

    private static JobTerms terms(BigInteger price, BigInteger bond, int n, int k, long revealWindow) {
        return new JobTerms(Address.ZERO, price, bond, 5000, n, k, 1, 600, 600, revealWindow, 0);
    }
}

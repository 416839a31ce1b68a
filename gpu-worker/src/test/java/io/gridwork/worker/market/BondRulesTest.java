package io.gridwork.worker.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class BondRulesTest {
    private static final BondRules RULES = rules(10, 36);

    @Test
    void theLeastBondGrowsWithTheWorkAndTheJury() {
        // ceil((10 * 7 + 3) * 9 / 5)
        assertThat(RULES.leastBond(7)).isEqualTo(BigInteger.valueOf(132));
    }

    @Test
    void aBondWithinTheBoundsIsTaken() {
        assertThatCode(() -> require(RULES, 132, 7)).doesNotThrowAnyException();
        assertThatCode(() -> require(RULES, 1_000, 7)).doesNotThrowAnyException();
    }

    @Test
    void aBondOutsideIsRefusedWithTheBounds() {
        String bounds = "this work allows 132 GWS to 1000 GWS. Give a bond within these bounds with --bond";
        assertThatThrownBy(() -> require(RULES, 131, 7)).hasMessage("the bond of a seat is 131 GWS, and " + bounds);
        assertThatThrownBy(() -> require(RULES, 1_001, 7)).hasMessageEndingWith(bounds);
    }

    @Test
    void workThatNoJuryCanJudgeIsToBeDivided() {
        assertThatThrownBy(() -> require(RULES, 1_000, 100))
                .hasMessageContaining("100 units of work, which need a bond of 1806 GWS")
                .hasMessageEndingWith("Divide the work among several jobs");
    }

    @Test
    void aClassThatIsTooSmallOrHasNoFloorIsNamed() {
        assertThatThrownBy(() -> require(rules(10, 35), 132, 7))
                .hasMessageContaining("class 2 is too small", "35 ripe tickets", "a jury of 9 needs 36");
        assertThatThrownBy(() -> require(rules(0, 36), 132, 7)).hasMessageContaining("class 2 has no bond floor yet");
    }

    private static BondRules rules(long perUnit, long tickets) {
        return new BondRules(
                2, BigInteger.valueOf(perUnit), BigInteger.valueOf(3), 9, BigInteger.valueOf(1_000), tickets);
    }

    private static void require(BondRules rules, long bond, long units) {
        rules.require(BigInteger.valueOf(bond), units, amount -> amount + " GWS");
    }
}

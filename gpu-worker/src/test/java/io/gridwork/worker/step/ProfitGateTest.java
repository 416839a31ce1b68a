package io.gridwork.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobOrder;
import io.gridwork.worker.job.Jobs;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProfitGateTest {
    private static final BigInteger GWEI = BigInteger.TEN.pow(9);

    @Test
    void addsUpAsThePromiseSays() {
        Economics economics = new Economics(Map.of(Jobs.TOKEN, 2.0), 3000, 10, 0.30, 1000, 0.10, 0.5, 1);
        JobOrder order = new JobOrder(
                Address.ZERO,
                BigInteger.ZERO,
                Hash32.ZERO,
                Jobs.TOKEN,
                BigInteger.valueOf(8_000_000),
                BigInteger.TEN.pow(18),
                10_000,
                200,
                1,
                1,
                1,
                1,
                60,
                31_557_600,
                0,
                0,
                JobOrder.NO_EXPIRY);
        ProfitGate.Estimate estimate = new ProfitGate(economics)
                .estimate(order, BigInteger.valueOf(8_000_000), 6, 18, GWEI, Duration.ofHours(1));

        assertThat(estimate.income()).isCloseTo(8 * 2.0 * 0.5, within(1e-9));
        assertThat(estimate.gas()).isCloseTo(GasCosts.SEAT_ALONE * 1e-9 * 3000, within(1e-9));
        assertThat(estimate.energy()).isCloseTo(1.0 * 0.30, within(1e-9));
        assertThat(estimate.bond()).isCloseTo(1 * 10 * 0.10, within(1e-9));
        assertThat(estimate.value()).isCloseTo(8 - estimate.gas() - 0.30 - 1, within(1e-9));
        assertThat(estimate.isWorthIt()).isTrue();
    }

    @Property
    void aHigherPriceIsNeverWorthLess(@ForAll @LongRange(min = 1, max = 1_000_000_000) long price) {
        Economics economics = new Economics(Map.of(Jobs.TOKEN, 1.0), 0, 0, 0.25, 65, 0.05, 0.95, 0);
        JobOrder order = Jobs.posted("job", 3, 2).order();
        ProfitGate gate = new ProfitGate(economics);
        double now = gate.estimate(order, BigInteger.valueOf(price), 6, 18, GWEI, Duration.ZERO)
                .value();
        double later = gate.estimate(order, BigInteger.valueOf(price + 1), 6, 18, GWEI, Duration.ZERO)
                .value();
        assertThat(later).isGreaterThan(now);
    }

    @Test
    void aChallengeBringsAQuarterOfABondAndCostsATenthWithoutAVerdict() {
        Economics economics = new Economics(Map.of(), 3000, 10, 0, 0, 0, 0.9, 0);
        JobOrder order =
                new Jobs.Offer(Jobs.TOKEN, BigInteger.ONE, BigInteger.TEN.pow(20), 1, 1, 60, 60).by(Address.ZERO, 1);
        double bond = 100 * 10;
        double gas = GasCosts.CHALLENGE * 1e-9 * 3000;
        assertThat(new ProfitGate(economics).challengeGain(order, 18, GWEI))
                .isCloseTo(0.9 * bond / 4 - 0.1 * bond / 10 - gas, within(1e-9));
    }

    @Test
    void knowsOnlyTokensThatHaveAValue() {
        Economics economics = new Economics(Map.of(Address.ZERO, 1.0), 1, 0, 0, 0, 0, 1, 0);
        assertThat(new ProfitGate(economics)
                        .knowsTokenOf(Jobs.posted("job", 1, 1).order()))
                .isFalse();
    }
}

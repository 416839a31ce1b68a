package io.gridwork.worker.step;

import io.gridwork.contracts.JobOrder;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;

/**
 * Expected value of a claim: price · P(win) − gas − energy · tariff − bond · capital rate · time locked.
 *
 * <p>The run's length is the mean of our own runs of the program; before the first the whole work window is taken, which errs
 * on the side of refusing.
 */
public final class ProfitGate {
    private static final double JOULES_PER_KWH = 3.6e6;
    private static final double SECONDS_PER_YEAR = 365.25 * 86_400;

    private final Economics economics;

    public ProfitGate(Economics economics) {
        this.economics = economics;
    }

    /**
     * What a claim at this moment promises.
     *
     * @param price price of a seat, smallest unit of the payment token
     * @param run how long the device will work
     */
    public Estimate estimate(
            JobOrder order, BigInteger price, int decimals, int stakeDecimals, BigInteger gasPrice, Duration run) {
        double income = whole(price, decimals) * tokenValue(order) * economics.winProbability();
        double gas = (order.n() == 1 ? GasCosts.SEAT_ALONE : GasCosts.SEAT_IN_QUORUM)
                * whole(gasPrice, 18)
                * economics.nativeCoin();
        double energy = seconds(run) * economics.watts() / JOULES_PER_KWH * economics.tariff();
        long locked = order.workWindow() + order.revealWindow() + order.challengeWindow();
        double bond = whole(order.bond(), stakeDecimals)
                * economics.stakeToken()
                * economics.capitalRate()
                * locked
                / SECONDS_PER_YEAR;
        return new Estimate(income, gas, energy, bond, economics.floor());
    }

    /**
     * What a challenge promises to somebody who has computed another result: P(verdict) · bond / 4 − P(no verdict) · bond / 10 − gas.
     *
     * <p>Juries judge bit-exact programs only, so a verdict against a result that this machine has checked is left out: the device's self-check
     * makes it as good as impossible. P(verdict) is the operator's win probability.
     *
     * @return in the operator's unit of account
     */
    public double challengeGain(JobOrder order, int stakeDecimals, BigInteger gasPrice) {
        double bond = whole(order.bond(), stakeDecimals) * economics.stakeToken();
        double verdict = economics.winProbability();
        double gas = GasCosts.CHALLENGE * whole(gasPrice, 18) * economics.nativeCoin();
        return verdict * bond / 4 - (1 - verdict) * bond / 10 - gas;
    }

    /** Whether the operator said what the job's payment token is worth. */
    public boolean knowsTokenOf(JobOrder order) {
        return economics.tokens().containsKey(order.token());
    }

    private double tokenValue(JobOrder order) {
        Double value = economics.tokens().get(order.token());
        if (value == null) throw new IllegalArgumentException("no value is known for the token " + order.token());
        return value;
    }

    private static double whole(BigInteger amount, int decimals) {
        return amount.doubleValue() / Math.pow(10, decimals);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** An expected value and its parts, in the operator's unit of account. */
    public record Estimate(double income, double gas, double energy, double bond, double floor) {
        public double value() {
            return income - gas - energy - bond;
        }

        public boolean isWorthIt() {
            return value() >= floor;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "expected value %.6g = income %.6g - gas %.6g - energy %.6g - bond %.6g; floor %.6g",
                    value(),
                    income,
                    gas,
                    energy,
                    bond,
                    floor);
        }
    }
}

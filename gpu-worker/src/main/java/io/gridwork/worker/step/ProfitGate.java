package io.gridwork.worker.step;

import io.gridwork.contracts.JobTerms;
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
    /** Gas of a seat's transactions together, claim to poke; the goal of protocol.md §15 with a margin. */
    private static final double GAS_ALONE = 250_000;

    private static final double GAS_IN_QUORUM = 350_000;
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
            JobTerms terms, BigInteger price, int decimals, int stakeDecimals, BigInteger gasPrice, Duration run) {
        double income = whole(price, decimals) * tokenValue(terms) * economics.winProbability();
        double gas = (terms.n() == 1 ? GAS_ALONE : GAS_IN_QUORUM) * whole(gasPrice, 18) * economics.nativeCoin();
        double energy = seconds(run) * economics.watts() / JOULES_PER_KWH * economics.tariff();
        long locked = terms.workWindow() + terms.revealWindow() + terms.challengeWindow();
        double bond = whole(terms.bond(), stakeDecimals)
                * economics.stakeToken()
                * economics.capitalRate()
                * locked
                / SECONDS_PER_YEAR;
        return new Estimate(income, gas, energy, bond, economics.floor());
    }

    /** Whether the operator said what the job's payment token is worth. */
    public boolean knowsTokenOf(JobTerms terms) {
        return economics.tokens().containsKey(terms.token());
    }

    private double tokenValue(JobTerms terms) {
        Double value = economics.tokens().get(terms.token());
        if (value == null) throw new IllegalArgumentException("no value is known for the token " + terms.token());
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

package io.gridwork.model;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How likely a coalition rules a jury, computed exactly from the rule of the draw. Of the tickets that enrol, those that drew at most the limit are
 * drawn; the lowest of them have the seats. Only a full list gives a verdict.
 *
 * @param seats of a jury
 * @param tickets ripe tickets of the class
 * @param coalition those that the coalition has. All of them enrol
 * @param enrolling share of the honest tickets that enrol, each on its own
 */
public record JuryOdds(int seats, int tickets, int coalition, double enrolling) {
    /** There are fewer than a million pairs of counts. */
    private static final double NEGLIGIBLE = 1e-15;

    public JuryOdds {
        if (seats < 1 || coalition < 0 || coalition > tickets || enrolling < 0 || enrolling > 1) {
            throw new IllegalArgumentException(
                    "a jury of " + seats + " seats, a coalition with " + coalition + " of " + tickets + " tickets, and "
                            + enrolling + " of the others enrolling: the seats must be 1 or more, and the parts no more"
                            + " than the whole");
        }
    }

    private int majority() {
        return seats / 2 + 1;
    }

    /** The list is full, and the coalition has a majority of it: it decides. */
    public double capture() {
        return sum((honest, own) -> honest + own < seats ? 0 : majorityOf(honest, own));
    }

    /**
     * No verdict without the coalition: it has a majority of the seats, or does not enrol and leaves the list short.
     */
    public double veto() {
        return sum((honest, own) -> honest < seats ? 1 : majorityOf(honest, own));
    }

    private interface Event {
        /** Its probability where so many honest and own tickets are drawn. */
        double given(int honest, int own);
    }

    private double sum(Event event) {
        double drawn = drawn();
        double[] honest = binomial(tickets - coalition, enrolling * drawn);
        double[] own = binomial(coalition, drawn);
        double sum = 0;
        for (int h = 0; h < honest.length; h++)
            for (int o = 0; o < own.length; o++) {
                double both = honest[h] * own[o];
                if (both > NEGLIGIBLE) sum += both * event.given(h, o);
            }
        return sum;
    }

    /** That a ticket draws at most the limit. */
    private double drawn() {
        BigDecimal all = new BigDecimal(Draws.HIGHEST).add(BigDecimal.ONE);
        return new BigDecimal(Draws.limit(tickets, seats))
                .add(BigDecimal.ONE)
                .divide(all, MathContext.DECIMAL64)
                .doubleValue();
    }

    /** Draws are as random as a shuffle: seats are dealt without regard to whose a ticket is. */
    private double majorityOf(int honest, int own) {
        double sum = 0;
        for (int won = majority(); won <= Math.min(seats, own); won++) {
            if (seats - won <= honest)
                sum += Math.exp(logChoose(own, won) + logChoose(honest, seats - won) - logChoose(honest + own, seats));
        }
        return sum;
    }

    private static double[] binomial(int trials, double probability) {
        double[] odds = new double[trials + 1];
        for (int i = 0; i <= trials; i++) {
            double logs = logPower(probability, i) + logPower(1 - probability, trials - i);
            odds[i] = Math.exp(logChoose(trials, i) + logs);
        }
        return odds;
    }

    private static double logPower(double base, int exponent) {
        return exponent == 0 ? 0 : exponent * Math.log(base);
    }

    private static double logChoose(int from, int chosen) {
        double sum = 0;
        for (int i = 1; i <= chosen; i++) sum += Math.log((double) (from - chosen + i) / i);
        return sum;
    }
}

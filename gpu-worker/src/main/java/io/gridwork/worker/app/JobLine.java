package io.gridwork.worker.app;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Abandoned;
import io.gridwork.worker.job.JobState.Paid;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/** A job of the journal in one line for people: its state in words, and its costs in units that people use. */
final class JobLine {
    private static final MathContext DIGITS = new MathContext(3);

    private JobLine() {}

    /** @param costs exact, in the units of {@link Cost} */
    static String of(Journal.Entry entry, Map<Cost, Long> costs) {
        StringBuilder line = new StringBuilder(entry.job().id() + "  " + state(entry.job(), entry.state()));
        for (Cost cost : Cost.values()) {
            long amount = costs.getOrDefault(cost, 0L);
            if (amount != 0) line.append("  ").append(cost(cost, BigDecimal.valueOf(amount)));
        }
        return line.toString();
    }

    private static String state(PostedJob job, JobState state) {
        return switch (state) {
            case Abandoned(JobState.Reason reason, String detail, boolean _) ->
                "given up, " + reason.words() + ": " + detail;
            // The journal keeps no decimals and no symbol of the token.
            case Paid paid ->
                "paid " + paid.amount() + " smallest units of token "
                        + job.order().token();
            case JobState.Discovered _,
                    JobState.Claimed _,
                    JobState.Fetched _,
                    JobState.Computed _,
                    JobState.Committed _,
                    JobState.Revealed _ -> state.words();
        };
    }

    private static String cost(Cost cost, BigDecimal amount) {
        return switch (cost) {
            case MILLI_JOULES -> "energy " + shown(amount.movePointLeft(3)) + " J";
            case KERNEL_NANOS -> "device time " + shown(amount.movePointLeft(9)) + " s";
            case GAS_WEI -> "gas " + shown(amount.movePointLeft(18)) + " native coins";
        };
    }

    private static String shown(BigDecimal amount) {
        return amount.round(DIGITS).stripTrailingZeros().toPlainString();
    }
}

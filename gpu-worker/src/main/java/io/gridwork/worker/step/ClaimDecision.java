package io.gridwork.worker.step;

import io.gridwork.contracts.JobSpec;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Draw;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.program.Task;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether to claim a job: a function of what is known about it, and of nothing else. It names what has to be found out next, the cheapest first; what costs
 * downloads and computing comes last.
 */
final class ClaimDecision {
    /** For transactions, and for what the machine does beside the kernel. */
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private ClaimDecision() {}

    /**
     * What a claim would cost and bring now.
     *
     * @param offer price of a seat
     * @param leastBond what the network asks for as the bond of a seat
     */
    record Prices(BigInteger offer, int decimals, int stakeDecimals, BigInteger gas, BigInteger leastBond) {}

    /**
     * What is known. What is null has not been asked for.
     *
     * @param quarantined devices that failed a self-check, and how
     */
    record Known(
            PostedJob job,
            NodeAccount node,
            Map<String, String> quarantined,
            @Nullable Draw draw,
            @Nullable Prices prices,
            Look.@Nullable Finding content,
            Look.@Nullable Finding compiled,
            RunTime.@Nullable Outlook time) {
        static Known terms(PostedJob job, NodeAccount node) {
            return new Known(job, node, Map.of(), null, null, null, null, null);
        }

        Known with(Draw known) {
            return new Known(job, node, quarantined, known, prices, content, compiled, time);
        }

        Known with(Prices known) {
            return new Known(job, node, quarantined, draw, known, content, compiled, time);
        }

        Known withContent(Look.Finding known) {
            return new Known(job, node, quarantined, draw, prices, known, compiled, time);
        }

        Known withCompiled(Look.Finding known) {
            return new Known(job, node, quarantined, draw, prices, content, known, time);
        }

        Known with(RunTime.Outlook known) {
            return new Known(job, node, quarantined, draw, prices, content, compiled, known);
        }
    }

    sealed interface Verdict {}

    record Take() implements Verdict {}

    /** Not decided yet: first this has to be known. */
    sealed interface Ask extends Verdict {}

    record AskDraw() implements Ask {}

    record AskPrices() implements Ask {}

    record AskContent() implements Ask {}

    record AskCompiled(Task task) implements Ask {}

    record AskTime(Task task) implements Ask {}

    /** Not now. */
    record Wait(Refusal why, String detail) implements Verdict {}

    /** Not ever. */
    record Never(Refusal why, String detail) implements Verdict {}

    static Verdict of(Known known, ClaimRules rules) {
        Optional<Never> misfit = misfit(known.job, known.node, rules);
        if (misfit.isPresent()) return misfit.get();
        if (!known.quarantined.isEmpty()) {
            String devices = String.join(", ", known.quarantined.keySet());
            return new Wait(Refusal.QUARANTINED, devices + "; find out why, then start with --clear-quarantine");
        }
        return switch (known.draw) {
            case null -> new AskDraw();
            case Draw.Later later -> new Wait(Refusal.NOT_ELIGIBLE, "the draw lets it in from " + later.from() + " on");
            case Draw.Closed closed -> new Wait(Refusal.NOT_ELIGIBLE, closed.obstacle());
            case Draw.Open _ -> known.prices == null ? new AskPrices() : priced(known, known.prices, rules);
        };
    }

    /** What the terms alone say. */
    private static Optional<Never> misfit(PostedJob job, NodeAccount node, ClaimRules rules) {
        JobSpec spec = job.spec();
        if (job.order().nodeClass() != node.nodeClass()) {
            return never(
                    Refusal.OTHER_CLASS,
                    "it is for class " + job.order().nodeClass() + ", and this node is of class " + node.nodeClass());
        }
        if (!spec.node().isNone() && !spec.node().equals(node.id()))
            return never(Refusal.NOT_FOR_US, "the requester hired node " + spec.node());
        if (spec.excluded().contains(node.id())) return never(Refusal.NOT_FOR_US, "the requester excluded this node");
        if (job.order().n() > 1 && !job.vetted() && !rules.unvettedQuorums()) {
            return never(
                    Refusal.UNVETTED_QUORUM,
                    "its requester can see a result and pay nothing; take such jobs with --unvetted-quorums");
        }
        if (!rules.gate().knowsTokenOf(job.order())) {
            return never(
                    Refusal.UNPRICED_TOKEN,
                    "it pays in " + job.order().token() + "; say what that is worth with --value");
        }
        return Optional.empty();
    }

    private static Optional<Never> never(Refusal why, String detail) {
        return Optional.of(new Never(why, detail));
    }

    private static Verdict priced(Known known, Prices prices, ClaimRules rules) {
        BigInteger bond = known.job.order().bond();
        BigInteger most = rules.maxBond().orElse(prices.leastBond);
        if (bond.compareTo(most) > 0) {
            return new Wait(
                    Refusal.HIGH_BOND,
                    "a seat risks " + bond + " of the smallest unit of the stake token, and at most " + most
                            + " is put at risk" + " (--max-bond)");
        }
        Optional<Wait> loss = loss(known, prices, rules, Duration.ZERO);
        if (loss.isPresent()) return loss.get();
        Optional<Verdict> gap = gap(known.content, Refusal.UNAVAILABLE, new AskContent());
        if (gap.isPresent()) return gap.get();
        Task task = ((Look.Ready) Objects.requireNonNull(known.content)).task();
        gap = gap(known.compiled, Refusal.CANNOT_RUN, new AskCompiled(task));
        if (gap.isPresent()) return gap.get();
        return known.time == null ? new AskTime(task) : timed(known, prices, rules, known.time);
    }

    /** What is said while not all is ready. */
    private static Optional<Verdict> gap(Look.@Nullable Finding found, Refusal absent, Ask otherwise) {
        return switch (found) {
            case null -> Optional.of(otherwise);
            case Look.Unfit(Refusal why, String detail) -> Optional.of(new Never(why, detail));
            case Look.Unavailable(String detail) -> Optional.of(new Wait(absent, detail));
            case Look.Ready _ -> Optional.empty();
        };
    }

    private static Verdict timed(Known known, Prices prices, ClaimRules rules, RunTime.Outlook outlook) {
        if (!(outlook instanceof RunTime.Estimate time))
            return new Wait(Refusal.CANNOT_RUN, "this device does not compute the program's example");
        Duration window = Duration.ofSeconds(known.job.order().workWindow());
        Duration longest = time.longest().plus(RESERVE);
        if (longest.compareTo(window) > 0) {
            return new Never(
                    Refusal.TOO_LONG,
                    "this device may need " + seconds(longest) + " s for it, and its work window is "
                            + window.toSeconds() + " s");
        }
        Optional<Wait> loss = loss(known, prices, rules, time.expected());
        if (loss.isPresent()) return loss.get();
        return rules.dryRun() ? new Wait(Refusal.DRY_RUN, "it would be claimed now") : new Take();
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    private static Optional<Wait> loss(Known known, Prices prices, ClaimRules rules, Duration run) {
        ProfitGate.Estimate estimate = rules.gate()
                .estimate(known.job.order(), prices.offer, prices.decimals, prices.stakeDecimals, prices.gas, run);
        return estimate.isWorthIt()
                ? Optional.empty()
                : Optional.of(new Wait(Refusal.UNPROFITABLE, estimate + " (--min-profit)"));
    }
}

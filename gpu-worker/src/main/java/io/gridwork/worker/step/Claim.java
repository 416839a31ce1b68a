package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.NONE;
import static io.gridwork.contracts.JobState.OPEN;

import io.gridwork.contracts.JobId;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.step.ClaimDecision.Known;
import io.gridwork.worker.step.ClaimDecision.Prices;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Discovered → Claimed: takes a seat when the job is worth it, allowed, and all that it needs is here. */
public final class Claim {
    /** Blocks after which a job that the chain does not know any more will not come back. */
    private static final long REORG_DEPTH = 64;
    /** Looks for content that is not to be had. */
    private static final int LOOKS = 5;

    private final Market market;
    private final Journal journal;
    private final ClaimRules rules;
    private final Look look;
    private final RunTime runTime;
    private final Refusals refusals;
    /** Jobs whose content could not be had, and how often. */
    private final Map<JobId, Integer> inVain = new ConcurrentHashMap<>();

    public Claim(Market market, Journal journal, ClaimRules rules, Look look, RunTime runTime, Refusals refusals) {
        this.market = market;
        this.journal = journal;
        this.rules = rules;
        this.look = look;
        this.runTime = runTime;
        this.refusals = refusals;
    }

    /** @param free whether a slot of the device is free; asked last, and by one job at a time */
    public JobState apply(PostedJob job, Discovered state, BooleanSupplier free) throws InterruptedException {
        Standing now = market.standing(job);
        if (now.seat() != null) return state.claimed(now.seat().index());
        if (now.state() == NONE) {
            return market.head().number() > job.block() + REORG_DEPTH
                    ? missed(job, state, "a reorganisation of the chain removed it")
                    : state;
        }
        if (now.state() != OPEN) return missed(job, state, "others took its seats, or its requester withdrew it");
        if (now.isDue()) return missed(job, state, "its claim window has closed");
        return switch (verdict(job, now)) {
            case ClaimDecision.Take _ -> free.getAsBoolean() ? claim(job, state) : state;
            case ClaimDecision.Never(Refusal why, String detail) -> {
                refusals.count(job.id(), why, detail);
                yield missed(job, state, detail);
            }
            case ClaimDecision.Wait(Refusal why, String detail) -> {
                refusals.count(job.id(), why, detail);
                boolean lost = why == Refusal.UNAVAILABLE && inVain.merge(job.id(), 1, Integer::sum) >= LOOKS;
                yield lost ? missed(job, state, detail) : state;
            }
            case ClaimDecision.Ask ask -> throw new IllegalStateException(ask + " was answered");
        };
    }

    private ClaimDecision.Verdict verdict(PostedJob job, Standing now) throws InterruptedException {
        Known known = new Known(job, market.node(), journal.quarantined(), null, null, null, null, null);
        while (true) {
            ClaimDecision.Verdict verdict = ClaimDecision.of(known, rules);
            if (!(verdict instanceof ClaimDecision.Ask ask)) return verdict;
            known = switch (ask) {
                case ClaimDecision.AskDraw _ -> known.with(market.draw(job));
                case ClaimDecision.AskPrices _ -> known.with(prices(job, now));
                case ClaimDecision.AskContent _ -> known.withContent(look.at(job));
                case ClaimDecision.AskCompiled(Task task) -> known.withCompiled(look.compiled(task));
                case ClaimDecision.AskTime(Task task) -> known.with(runTime.of(job, task));
            };
        }
    }

    private Prices prices(PostedJob job, Standing now) {
        return new Prices(
                now.price(),
                market.decimals(job.order().token()),
                market.stakeDecimals(),
                market.gasPrice(),
                market.leastBond(job.order()));
    }

    private JobState claim(PostedJob job, Discovered state) {
        try {
            journal.spend(job.id(), Cost.GAS_WEI, market.claim(job));
        } catch (RefusedException e) {
            refusals.count(job.id(), Refusal.LOST, String.valueOf(e.getMessage()));
            return state;
        }
        inVain.remove(job.id());
        Standing.Seat seat = market.standing(job).seat();
        return seat == null ? state : state.claimed(seat.index());
    }

    private JobState missed(PostedJob job, Discovered state, String why) {
        JobState missed = state.missed(why + "; before that: " + refusals.lastOf(job.id()));
        refusals.forget(job.id());
        inVain.remove(job.id());
        if (!isShared(job)) look.forget(job);
        return missed;
    }

    /** Whether another job of ours has the same input. */
    private boolean isShared(PostedJob job) {
        Stream<PostedJob> ours = Stream.concat(
                journal.open().stream().map(Journal.Entry::job),
                journal.docket().stream().map(Journal.Docket::job));
        return ours.anyMatch(other -> !other.id().equals(job.id())
                && other.spec().inputRoot().equals(job.spec().inputRoot()));
    }
}

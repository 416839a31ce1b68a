package io.gridwork.chain;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ChainLog;
import io.gridwork.rpc.Decision;
import io.gridwork.rpc.Decision.Reason;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.ProviderError;
import io.gridwork.rpc.Timer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided about a failure: the endpoint rests, is left alone or given up, or less is asked of it. */
final class Failures {
    private static final Duration DISTRUST = Duration.ofMinutes(10);
    /** How often an endpoint may give the same question an error that nobody can explain, before less is asked for. */
    private static final int UNEXPLAINED = 2;
    /** The same where there is no less to ask for: a server before the node may fail several times in a row. */
    private static final int UNEXPLAINED_WHOLE = 5;
    /** How often all endpoints are asked for a block that none of them has. */
    private static final int ROUNDS = 4;

    /** How often the log repeats for what reason an endpoint is passed over. */
    private static final Duration WARNED_EVERY = Duration.ofMinutes(5);

    private final Roster roster;
    private final Patience patience;
    private final Timer timer;

    Failures(Roster roster, Patience patience, Timer timer) {
        this.roster = roster;
        this.patience = patience;
        this.timer = timer;
    }

    /** @return what is wrong with the question, where it is the question */
    Optional<ProviderError> judge(Endpoint endpoint, Trial trial, ChainException failure) {
        return switch (failure.decision()) {
            case Decision.Refuse _, Decision.Stop _ -> throw failure;
            // There is no less to ask for. A server before the node may say this of any request for a moment.
            case Decision.AskLess _
            when trial.range() == null ->
                askLater(endpoint, trial, new Decision.Later(null, false, new ProviderError.Unknown()), failure);
            case Decision.AskLess(ProviderError why) -> {
                learn(endpoint, trial.range(), why);
                yield Optional.of(why);
            }
            case Decision.Later later -> askLater(endpoint, trial, later, failure);
            case Decision.AskAnother(Reason reason) -> {
                askAnother(endpoint, trial, reason, failure);
                yield Optional.empty();
            }
        };
    }

    private Optional<ProviderError> askLater(
            Endpoint endpoint, Trial trial, Decision.Later later, ChainException failure) {
        String message = failure.getMessage();
        BlockRange range = trial.range();
        ProviderError orLess = later.orLess();
        if (later.overloaded()) endpoint.overloaded();
        if (orLess instanceof ProviderError.Unknown) {
            boolean divisible = range != null && range.span() > 1;
            if (divisible && endpoint.isUnexplainedSize()) return Optional.of(orLess);
            int most = range == null ? UNEXPLAINED_WHOLE : UNEXPLAINED;
            if (trial.unexplained(endpoint) >= most) trial.passedOver().add(endpoint);
            if (roster.isExhausted(trial.asked(), trial.passedOver())) {
                if (divisible) endpoint.setUnexplainedIsSize();
                return Optional.of(orLess);
            }
        } else if (orLess != null && range != null && range.span() > 1) {
            endpoint.failed(message);
            learn(endpoint, range, orLess);
            return Optional.of(orLess);
        }
        Duration pause = failedPause(endpoint, later.after(), message);
        if (trial.isReportDue(timer.instant().plus(pause))) {
            ChainLog.log().warn("{}; asking again in {} s", message, Math.max(1, pause.toSeconds()));
            endpoint.rest(pause);
        } else {
            rest(endpoint, pause, message);
        }
        return Optional.empty();
    }

    private void askAnother(Endpoint endpoint, Trial trial, Reason reason, ChainException failure) {
        String message = failure.getMessage();
        BlockRange range = trial.range();
        switch (reason) {
            case LAGGING -> {
                if (range != null) drop(endpoint, failedPause(endpoint, null, message), message);
                else awaitBlock(endpoint, trial, failure);
            }
            case PRUNED, UNSUPPORTED, MISUNDERSTOOD, UNPROVED -> {
                if (range != null && reason == Reason.PRUNED) endpoint.lacks(range);
                endpoint.failed(message);
                boolean first = trial.passedOver().add(endpoint);
                if (first && reason != Reason.UNPROVED && roster.hasSeveral())
                    warnNowAndThen(endpoint, reason, message);
            }
            case CONTRADICTORY, FALSE -> {
                Duration pause = patience.pause(endpoint.lied(message), null);
                if (roster.hasOther(endpoint, range)) distrust(endpoint, message);
                else if (reason == Reason.CONTRADICTORY) drop(endpoint, pause, message);
                if (reason == Reason.FALSE) trial.passedOver().add(endpoint);
            }
            case NO_ACCESS, OTHER_CHAIN -> {
                roster.pardonTheLast(endpoint);
                if (reason == Reason.NO_ACCESS && endpoint.hasAnswered()) {
                    boolean another = roster.hasOther(endpoint, range);
                    // The only endpoint is asked again soon: it has answered before, so this may pass.
                    drop(endpoint, another ? patience.longestPause() : failedPause(endpoint, null, message), message);
                } else {
                    endpoint.giveUp(message);
                    if (roster.hasSeveral()) ChainLog.log().error("{}; it is not asked any more", message);
                }
            }
        }
    }

    /** Each question may fail for the same reason, hundreds a minute. */
    private void warnNowAndThen(Endpoint endpoint, Reason reason, String message) {
        if (endpoint.isWarningDue(reason, WARNED_EVERY)) ChainLog.log().warn("{}", message);
        else ChainLog.log().debug("{}", message);
    }

    /** A node that was asked for a block by name or hash may get it soon; none of them may ever have it. */
    private void awaitBlock(Endpoint endpoint, Trial trial, ChainException failure) {
        endpoint.failed(failure.getMessage());
        trial.passedOver().add(endpoint);
        if (roster.choose(trial.asked(), trial.passedOver()).isPresent()) return;
        int rounds = trial.startOver();
        if (rounds >= ROUNDS) throw failure;
        timer.sleep(patience.pause(rounds, null));
    }

    private static void learn(Endpoint endpoint, @Nullable BlockRange range, ProviderError why) {
        if (range == null || range.span() == 1) return;
        Long allowed = switch (why) {
            case ProviderError.MaxSpan(long blocks) -> blocks;
            case ProviderError.TooManyBlocks _ -> null;
            default -> 0L;
        };
        if (allowed != null && allowed == 0) return;
        if (endpoint.refusedSpan(range.span(), allowed)) {
            ChainLog.log().info("{} answers for {} blocks at most", endpoint.name(), endpoint.maxSpan());
        }
    }

    // ---- leaving alone

    /** Its head is older than those of the others. */
    void lags(Endpoint endpoint) {
        String reason = endpoint.name() + " lags the other endpoints";
        drop(endpoint, failedPause(endpoint, null, reason), reason);
    }

    /** It was silent until another endpoint had answered. */
    void overtaken(Endpoint endpoint) {
        String message = endpoint.name() + " is silent, and another endpoint has answered";
        endpoint.failed(message);
        drop(endpoint, patience.longestPause(), message);
    }

    private Duration failedPause(Endpoint endpoint, @Nullable Duration requested, String message) {
        return patience.pause(endpoint.failed(message), requested);
    }

    private void rest(Endpoint endpoint, Duration pause, String message) {
        boolean first = endpoint.rest(pause);
        if (first && roster.hasOther(endpoint, null)) ChainLog.log().warn("{}; turning to another endpoint", message);
        else ChainLog.log().debug("{}; waiting {} ms", message, pause.toMillis());
    }

    private void drop(Endpoint endpoint, Duration pause, String reason) {
        if (endpoint.drop(pause, reason))
            ChainLog.log().warn("{}; left alone for {} s", reason, Math.max(1, pause.toSeconds()));
    }

    /** Leaves it alone after it was seen to lie, if another has this range. @return whether there is another */
    boolean distrust(Endpoint endpoint, @Nullable BlockRange range, String lie) {
        endpoint.lied(lie);
        boolean another = roster.hasOther(endpoint, range);
        if (another) distrust(endpoint, lie);
        return another;
    }

    private static void distrust(Endpoint endpoint, String lie) {
        if (endpoint.distrust(DISTRUST, lie)) ChainLog.log().warn("{}; left alone for {} s", lie, DISTRUST.toSeconds());
    }
}

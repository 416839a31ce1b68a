package io.gridwork.chain;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which endpoint is asked next, and the wait until there is one. */
final class Roster {
    /** How often somebody who waits looks around. */
    static final Duration LOOK = Duration.ofMillis(250);

    private final List<Endpoint> endpoints;
    private final Timer timer;

    /** @param endpoints the preferred one first */
    Roster(List<Endpoint> endpoints, Timer timer) {
        this.endpoints = endpoints;
        this.timer = timer;
    }

    boolean hasSeveral() {
        return endpoints.size() > 1;
    }

    /** The first that is well, may be asked this, and is none of those; one that is trusted where there is one. */
    Optional<Endpoint> choose(Question question, Set<Endpoint> passedOver) {
        List<Endpoint> able = endpoints.stream()
                .filter(each -> each.answers(question) && !passedOver.contains(each))
                .toList();
        return able.stream()
                .filter(Endpoint::isTrusted)
                .findFirst()
                .or(() -> able.stream().findFirst());
    }

    /** Whether another one is well, trusted, and has these blocks. */
    boolean hasOther(Endpoint than, @Nullable BlockRange range) {
        return choose(new Question(range, false), Set.of(than)).isPresent();
    }

    /** Whether none is left to be asked this soon: one that lied is left alone for longer than anybody waits. */
    boolean isExhausted(Question question, Set<Endpoint> passedOver) {
        return endpoints.stream()
                .noneMatch(each -> !each.isHopeless()
                        && each.serves(question.range())
                        && !passedOver.contains(each)
                        && (question.provesItself() || each.isTrusted()));
    }

    /** Those that lied are asked as before where nobody is left who did not: what they say is checked, and there is no other. */
    void pardonTheLast(Endpoint without) {
        List<Endpoint> left = endpoints.stream()
                .filter(each -> !each.isHopeless() && !each.equals(without))
                .toList();
        if (left.stream().noneMatch(Endpoint::isTrusted)) left.forEach(Endpoint::pardon);
    }

    /** Waits for one to be well again, or a part of that time: the caller looks around, and waits on. @throws RuntimeException when there will be none, or not before {@code giveUp} */
    void awaitOne(Question question, Set<Endpoint> passedOver, Instant giveUp, @Nullable RuntimeException last) {
        Instant now = timer.instant();
        Instant next = endpoints.stream()
                .filter(each -> !each.isHopeless() && each.serves(question.range()) && !passedOver.contains(each))
                .map(each -> each.awaited(question))
                .min(Instant::compareTo)
                .orElseThrow(() -> nobody(question.range(), last));
        if (!now.isBefore(giveUp)) {
            if (last instanceof ChainException failure) throw ChainException.givenUp(failure);
            throw last != null ? last : new ChainException.Retryable("no endpoint answers: " + lastErrors(), null);
        }
        Duration left = Duration.between(now, next.isBefore(giveUp) ? next : giveUp);
        if (!left.isPositive()) return;
        timer.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    private RuntimeException nobody(@Nullable BlockRange range, @Nullable RuntimeException last) {
        boolean pruned = endpoints.stream().anyMatch(each -> !each.isHopeless() && !each.serves(range));
        if (pruned) {
            return new ChainException.Fatal(
                    "no endpoint has " + range + " any more (" + lastErrors()
                            + "); ask an archive node (--rpc URL), or begin later (--from-block)",
                    last);
        }
        if (range == null && last instanceof ChainException.Rejected) return last;
        if (last instanceof ChainException.Fatal && endpoints.size() == 1) return last;
        return new ChainException.Fatal("no endpoint is left to ask: " + lastErrors(), last);
    }

    private String lastErrors() {
        return String.join(
                "; ",
                usage().stream()
                        .map(EndpointUsage::lastError)
                        .filter(each -> !each.isEmpty())
                        .toList());
    }

    List<EndpointUsage> usage() {
        long best = endpoints.stream().mapToLong(Endpoint::head).max().orElse(0);
        return endpoints.stream().map(endpoint -> endpoint.usage(best)).toList();
    }
}

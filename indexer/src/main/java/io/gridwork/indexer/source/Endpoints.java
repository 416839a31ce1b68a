package io.gridwork.indexer.source;

import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.ChainIdentity;
import io.gridwork.indexer.event.EndpointUsage;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.source.RangeAnswer.Answered;
import io.gridwork.indexer.source.RangeAnswer.TooMuch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints of one chain, in the order of preference. A request goes to the first healthy one. An endpoint that fails, lags or
 * gives wrong answers is paused and named in the log, and the next one is asked. If none is healthy, the request waits, as long as
 * {@link Patience} allows. Safe to share between threads.
 */
public final class Endpoints implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);
    private static final Duration DISTRUST = Duration.ofMinutes(10);
    private static final int LEAST_ATTEMPTS = 3;
    /** A longer wait is logged. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);

    private final List<Endpoint> endpoints;
    private final Roster roster;
    private final Heads heads;
    private final Identities identities;
    private final Patience patience;
    private final Timer timer;
    private final RandomGenerator random;

    /**
     * Connects at the first question.
     *
     * @param urls the preferred one first
     * @throws Refusal when one is no URL of an endpoint
     */
    public Endpoints(List<URI> urls, EndpointSettings settings, Timer timer, RandomGenerator random) {
        this.endpoints = EndpointNames.open(urls, settings, timer);
        this.roster = new Roster(endpoints, timer);
        this.heads = new Heads(endpoints, timer);
        this.identities = new Identities(endpoints);
        this.patience = settings.patience();
        this.timer = timer;
        this.random = random;
    }

    // ---- asking

    /**
     * The answer of the first endpoint that gives one.
     *
     * @param request may throw {@link WrongAnswer}: the endpoint is distrusted then, and another one asked
     * @throws ChainException.Rejected when it says no, which is an answer too
     * @throws ChainException.Retryable when no endpoint answers before patience is over
     * @throws ChainException.Fatal when there is none left to ask
     */
    public <T> T ask(Function<ChainClient, T> request) {
        return answerTo(endpoint -> endpoint.ask(request)).answer();
    }

    /** As {@link #ask(Function)}, with whose answer it is. */
    <T> Answered<T> answerTo(Function<Endpoint, T> request) {
        return answerTo(Question.PLAIN, request);
    }

    /** As {@link #answerTo}, for an answer that shows whether it is true: who was caught lying is asked where no other gives it. */
    <T> Answered<T> proofOf(Function<Endpoint, T> request) {
        return answerTo(Question.PROOF, request);
    }

    private <T> Answered<T> answerTo(Question question, Function<Endpoint, T> request) {
        return switch (attempt(question, request)) {
            case Answered<T> answered -> answered;
            case TooMuch<T> no -> throw no.failure();
        };
    }

    /** As {@link #ask(Function)}, of an endpoint that has these blocks, and in ranges that it allows. */
    <T> RangeAnswer<T> ask(BlockRange range, Function<ChainClient, T> request) {
        return attempt(Question.of(range), endpoint -> endpoint.ask(request));
    }

    /** The newest block of an endpoint that does not lag. */
    public BlockHeader head() {
        for (Endpoint late : heads.compare()) {
            String reason = late.name() + " lags the other endpoints";
            drop(late, failedPause(late, null, reason), reason);
        }
        return answerTo(Endpoints::newest).answer();
    }

    private static BlockHeader newest(Endpoint endpoint) {
        BlockHeader head = endpoint.ask(client -> client.header(BlockTag.LATEST)
                .orElseThrow(() -> new ChainException.Retryable(client.name() + " has no newest block yet", null)));
        endpoint.setHead(head.number());
        return head;
    }

    private <T> RangeAnswer<T> attempt(Question asked, Function<Endpoint, T> request) {
        BlockRange range = asked.range();
        Instant giveUp = timer.instant().plus(patience.total());
        Set<Endpoint> passedOver = new HashSet<>();
        RuntimeException last = null;
        int failures = 0;
        while (true) {
            Optional<Endpoint> chosen = roster.choose(asked, passedOver);
            if (chosen.isEmpty()) {
                // On a slow machine the first request alone can take all the time that is allowed.
                boolean tooSoon = failures < LEAST_ATTEMPTS && timer.instant().isAfter(giveUp);
                roster.awaitOne(
                        asked, passedOver, tooSoon ? timer.instant().plus(patience.longestPause()) : giveUp, last);
                continue;
            }
            Endpoint endpoint = chosen.get();
            if (range != null && range.span() > endpoint.maxSpan()) {
                return new TooMuch<>(
                        new ProviderError.MaxSpan(endpoint.maxSpan()),
                        new ChainException.Fatal(endpoint.name() + " takes " + endpoint.maxSpan() + " blocks", null));
            }
            try {
                identities.check(endpoint);
                if (range != null) heads.require(endpoint, range);
                return new Answered<>(request.apply(endpoint), endpoint);
            } catch (ChainException | WrongAnswer | Unproved failure) {
                if (Thread.currentThread().isInterrupted()) throw failure;
                last = failure;
                failures++;
                Optional<ProviderError> question = judge(endpoint, range, failure, passedOver);
                if (question.isPresent()) return new TooMuch<>(question.get(), failure);
            }
        }
    }

    /** @return what is wrong with the question, where it is the question */
    private Optional<ProviderError> judge(
            Endpoint endpoint, @Nullable BlockRange range, RuntimeException failure, Set<Endpoint> passedOver) {
        String message = String.valueOf(failure.getMessage());
        switch (Verdict.on(failure, range != null && range.span() > 1)) {
            case Verdict.AskLess(ProviderError why) -> {
                if (failure instanceof ChainException.Retryable) {
                    endpoint.failed(message);
                    endpoint.overloaded();
                }
                if (range != null) learn(endpoint, range, why);
                return Optional.of(why);
            }
            case Verdict.Rest(Duration after, boolean overloaded) -> {
                if (overloaded) endpoint.overloaded();
                rest(endpoint, failedPause(endpoint, after, message), message);
            }
            case Verdict.Distrust(boolean mayRecant) -> {
                Duration pause = patience.pause(endpoint.lied(message), null, random);
                boolean another = roster.hasOther(endpoint, range);
                if (another) distrust(endpoint, message);
                else if (mayRecant) drop(endpoint, pause, message);
                if (!mayRecant) passedOver.add(endpoint);
            }
            case Verdict.EndpointLagging() -> {
                if (range == null && failure instanceof ChainException.Rejected) {
                    return Optional.of(new ProviderError.Lagging());
                }
                drop(endpoint, failedPause(endpoint, null, message), message);
            }
            case Verdict.PassOver(boolean forgotten) -> {
                if (range == null && forgotten && failure instanceof ChainException.Rejected) {
                    return Optional.of(new ProviderError.Pruned());
                }
                if (range != null && forgotten) endpoint.lacks(range);
                endpoint.failed(message);
                if (passedOver.add(endpoint) && !(failure instanceof Unproved)) log.warn("{}", message);
            }
            case Verdict.GiveUp() -> {
                endpoint.giveUp(message);
                roster.pardonTheLast();
                if (endpoints.size() > 1) log.error("{}; it is not asked any more", message);
            }
        }
        return Optional.empty();
    }

    private static void learn(Endpoint endpoint, BlockRange range, ProviderError why) {
        Long allowed = switch (why) {
            case ProviderError.MaxSpan(long blocks) -> blocks;
            case ProviderError.TooManyBlocks _ -> null;
            default -> 0L;
        };
        if (range.span() == 1 || (allowed != null && allowed == 0)) return;
        if (endpoint.refusedSpan(range.span(), allowed)) {
            log.info("{} answers for {} blocks at most", endpoint.name(), endpoint.maxSpan());
        }
    }

    // ---- leaving alone, and waiting

    private Duration failedPause(Endpoint endpoint, @Nullable Duration retryAfter, String message) {
        return patience.pause(endpoint.failed(message), retryAfter, random);
    }

    private void rest(Endpoint endpoint, Duration pause, String message) {
        boolean first = endpoint.rest(pause);
        if (first && roster.hasOther(endpoint, null)) log.warn("{}; turning to another endpoint", message);
        else if (pause.compareTo(NOTICEABLE) > 0) log.warn("{}; waiting {} s", message, pause.toSeconds());
        else log.debug("{}; waiting {} ms", message, pause.toMillis());
    }

    private void drop(Endpoint endpoint, Duration pause, String reason) {
        if (endpoint.drop(pause, reason)) log.warn("{}; left alone for {} s", reason, Math.max(1, pause.toSeconds()));
    }

    /**
     * Leaves the endpoint alone for a while after it was seen to lie, if there is another to ask.
     *
     * @param range of which another is to be asked; null for anything
     * @return whether there is another
     */
    boolean distrust(Endpoint endpoint, @Nullable BlockRange range, String lie) {
        endpoint.lied(lie);
        boolean another = roster.hasOther(endpoint, range);
        if (another) distrust(endpoint, lie);
        return another;
    }

    private static void distrust(Endpoint endpoint, String lie) {
        if (endpoint.distrust(DISTRUST, lie)) log.warn("{}; left alone for {} s", lie, DISTRUST.toSeconds());
    }

    // ---- what they are, and how they do

    /**
     * Asks every endpoint that answers which chain it is of. One that does not answer is asked before its first use.
     *
     * @throws Refusal when two of them differ; the message names both
     */
    public ChainIdentity identity() {
        ChainIdentity identity = ask(Identities::of);
        identities.agreeOn(identity);
        return identity;
    }

    /** Endpoints that have another block in this place are not asked, if there are others that have this one. */
    public void requireAncestor(Block ancestor) {
        identities.agreeOn(ancestor);
    }

    /** Blocks to ask for at once at most, as far as is known of the endpoint that is asked next. */
    long maxSpan() {
        return roster.choose(Question.PLAIN, Set.of()).map(Endpoint::maxSpan).orElse(Long.MAX_VALUE);
    }

    /** What earlier runs learned about endpoints of these names. */
    public void remember(List<EndpointUsage> earlier) {
        for (EndpointUsage each : earlier) {
            endpoints.stream()
                    .filter(endpoint -> endpoint.name().equals(each.name()))
                    .forEach(endpoint -> endpoint.remember(each));
        }
    }

    public List<EndpointUsage> usage() {
        return roster.usage();
    }

    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
    }
}

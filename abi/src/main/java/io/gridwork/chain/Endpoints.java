package io.gridwork.chain;

import io.gridwork.chain.RangeAnswer.Answered;
import io.gridwork.chain.RangeAnswer.TooMuch;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.ProviderError;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one chain, in the order of preference. A request goes to the first healthy one. An endpoint that fails, lags or
 * gives wrong answers is paused and named in the log, and the next one is asked. While one is silent, the next one is asked beside it.
 * If none is healthy, the request waits, as long as {@link Patience} allows. Safe to share between threads.
 */
public final class Endpoints implements AutoCloseable {
    /** Without an answer for that long, another endpoint is asked beside it. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final int LEAST_ATTEMPTS = 3;

    private final List<Endpoint> endpoints;
    private final Roster roster;
    private final Heads heads;
    private final Identities identities;
    private final Failures failures;
    private final Patience patience;
    private final Timer timer;
    private volatile boolean ended;

    /**
     * Connects at the first question.
     *
     * @param urls the preferred one first
     * @throws IllegalArgumentException when one is no URL of an endpoint
     */
    public Endpoints(List<URI> urls, RpcOptions options, Timer timer) {
        this.endpoints = EndpointNames.open(urls, options, timer);
        this.roster = new Roster(endpoints, timer);
        this.heads = new Heads(endpoints, timer);
        this.identities = new Identities(endpoints);
        this.patience = options.patience();
        this.timer = timer;
        this.failures = new Failures(roster, patience, timer);
    }

    /** The endpoint that is preferred. */
    String name() {
        return endpoints.getFirst().name();
    }

    // ---- asking

    /**
     * The answer of the first endpoint that gives one.
     *
     * @param request may throw {@link ChainException#contradictory}: another endpoint is asked then
     * @throws ChainException.Rejected when it says no, which is an answer too
     * @throws ChainException.Retryable when no endpoint answers before patience is over
     * @throws ChainException.Fatal when there is none left to ask
     */
    public <T> T ask(Function<ChainClient, T> request) {
        return answerTo(Question.PLAIN, endpoint -> endpoint.ask(request)).answer();
    }

    /** As {@link #ask(Function)}, for an answer that shows whether it is true: who was caught lying is asked where no other gives it. */
    public <T> T askForProof(Function<Endpoint, T> request) {
        return answerTo(Question.PROOF, request).answer();
    }

    /** As {@link #ask(Function)}, with whose answer it is. */
    <T> Answered<T> answerTo(Function<Endpoint, T> request) {
        return answerTo(Question.PLAIN, request);
    }

    private <T> Answered<T> answerTo(Question question, Function<Endpoint, T> request) {
        return switch (attempt(question, request)) {
            case Answered<T> answered -> answered;
            case TooMuch<T> no -> throw ChainException.asNo(no.failure());
        };
    }

    /** As {@link #ask(Function)}, of an endpoint that has these blocks, and in ranges that it allows. */
    <T> RangeAnswer<T> ask(BlockRange range, Function<ChainClient, T> request) {
        return attempt(Question.of(range), endpoint -> endpoint.ask(request));
    }

    /** The newest block of an endpoint that does not lag. */
    public BlockHeader head() {
        heads.compare().forEach(failures::lags);
        return answerTo(this::newest).answer();
    }

    private BlockHeader newest(Endpoint endpoint) {
        BlockHeader head = endpoint.ask(ChainClient::head);
        heads.take(endpoint, head.number());
        return head;
    }

    private <T> RangeAnswer<T> attempt(Question asked, Function<Endpoint, T> request) {
        Trial trial = new Trial(asked, timer.instant());
        try (Race<T> race = new Race<>(endpoint -> prepared(endpoint, asked.range(), request))) {
            while (true) {
                if (race.running().isEmpty()) {
                    Endpoint chosen = chosen(trial);
                    Optional<TooMuch<T>> tooMuch = tooMuch(chosen, asked.range());
                    if (tooMuch.isPresent()) return tooMuch.get();
                    race.start(chosen);
                }
                Optional<Race.Outcome<T>> next = race.next(Roster.LOOK);
                if (next.isEmpty()) {
                    requireGoingOn();
                    askBeside(race, trial);
                    continue;
                }
                Race.Outcome<T> outcome = next.get();
                if (outcome.answer().isPresent()) {
                    race.running().forEach(failures::overtaken);
                    return new Answered<>(outcome.answer().get(), outcome.endpoint());
                }
                ChainException failure = outcome.chainFailure();
                trial.failed(failure);
                Optional<ProviderError> question = failures.judge(outcome.endpoint(), trial, failure);
                if (question.isPresent()) return new TooMuch<>(question.get(), failure);
            }
        }
    }

    private void requireGoingOn() {
        if (ended) throw new ChainException.Fatal("ended while " + name() + " was asked", null);
    }

    private <T> T prepared(Endpoint endpoint, @Nullable BlockRange range, Function<Endpoint, T> request) {
        identities.check(endpoint);
        if (range != null) heads.require(endpoint, range);
        return request.apply(endpoint);
    }

    /** Waits until there is one. */
    private Endpoint chosen(Trial trial) {
        boolean reached = endpoints.stream().anyMatch(Endpoint::isReached);
        Duration total = reached || patience.total().compareTo(Patience.FIRST_CONTACT) < 0
                ? patience.total()
                : Patience.FIRST_CONTACT;
        while (true) {
            requireGoingOn();
            Optional<Endpoint> chosen = roster.choose(trial.asked(), trial.passedOver());
            if (chosen.isPresent()) return chosen.get();
            Instant giveUp = trial.start().plus(total);
            // On a slow machine the first request alone can take all the time that is allowed.
            boolean tooSoon =
                    trial.failures() < LEAST_ATTEMPTS && timer.instant().isAfter(giveUp);
            roster.awaitOne(
                    trial.asked(),
                    trial.passedOver(),
                    tooSoon ? timer.instant().plus(patience.longestPause()) : giveUp,
                    trial.last());
        }
    }

    private static <T> Optional<TooMuch<T>> tooMuch(Endpoint endpoint, @Nullable BlockRange range) {
        if (range == null || range.span() <= endpoint.maxSpan()) return Optional.empty();
        return Optional.of(new TooMuch<>(
                new ProviderError.MaxSpan(endpoint.maxSpan()),
                new ChainException.Fatal(endpoint.name() + " takes " + endpoint.maxSpan() + " blocks", null)));
    }

    /** Another endpoint, if those that are asked are silent. */
    private void askBeside(Race<?> race, Trial trial) {
        if (!race.running().stream().allMatch(each -> each.isSilent(SILENCE))) return;
        Set<Endpoint> others = new HashSet<>(trial.passedOver());
        others.addAll(race.running());
        roster.choose(trial.asked(), others)
                .filter(other -> tooMuch(other, trial.range()).isEmpty())
                .ifPresent(race::start);
    }

    // ---- what they are, and how they do

    /**
     * Leaves the endpoint alone for a while after it was seen to lie, if there is another to ask.
     *
     * @param range of which another is to be asked; null for anything
     * @return whether there is another
     */
    public boolean distrust(Endpoint endpoint, @Nullable BlockRange range, String lie) {
        return failures.distrust(endpoint, range, lie);
    }

    /**
     * Asks every endpoint that answers which chain it is of. One that does not answer is asked before its first use.
     *
     * @throws ChainException.Fatal when two of them differ; the message names both
     */
    public ChainIdentity identity() {
        ChainIdentity identity = ask(ChainClient::identity);
        identities.agreeOn(identity);
        return identity;
    }

    /** Endpoints that have another block in this place are not asked, if there are others that have this one. */
    public void requireAncestor(BlockRef ancestor) {
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

    /** Requests that wait end at once, by {@link ChainException.Fatal}, and so do later ones. From any thread. */
    public void end() {
        ended = true;
    }

    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
    }
}

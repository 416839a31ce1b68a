package io.gridwork.chain;

import io.gridwork.chain.Decision.Reason;
import io.gridwork.chain.RangeAnswer.Answered;
import io.gridwork.chain.RangeAnswer.TooMuch;
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
    private static final Duration DISTRUST = Duration.ofMinutes(10);
    /** Without an answer for that long, another endpoint is asked beside it. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final int LEAST_ATTEMPTS = 3;
    /** How often an endpoint may give the same question an error that nobody can explain. */
    private static final int UNEXPLAINED = 2;
    /** How often all endpoints are asked for a block that none of them has. */
    private static final int ROUNDS = 4;

    private final List<Endpoint> endpoints;
    private final Roster roster;
    private final Heads heads;
    private final Identities identities;
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
        for (Endpoint late : heads.compare()) {
            String reason = late.name() + " lags the other endpoints";
            drop(late, failedPause(late, null, reason), reason);
        }
        return answerTo(Endpoints::newest).answer();
    }

    private static BlockHeader newest(Endpoint endpoint) {
        BlockHeader head = endpoint.ask(ChainClient::head);
        endpoint.setHead(head.number());
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
                    race.running().forEach(this::overtaken);
                    return new Answered<>(outcome.answer().get(), outcome.endpoint());
                }
                ChainException failure = outcome.chainFailure();
                trial.failed(failure);
                Optional<ProviderError> question = judge(outcome.endpoint(), trial, failure);
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

    /** It was silent until another endpoint had answered. */
    private void overtaken(Endpoint endpoint) {
        String message = endpoint.name() + " is silent, and another endpoint has answered";
        endpoint.failed(message);
        drop(endpoint, patience.longestPause(), message);
    }

    // ---- acting on a failure

    /** @return what is wrong with the question, where it is the question */
    private Optional<ProviderError> judge(Endpoint endpoint, Trial trial, ChainException failure) {
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
            if (trial.unexplained(endpoint) >= UNEXPLAINED) trial.passedOver().add(endpoint);
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
            case PRUNED, UNSUPPORTED, UNPROVED -> {
                if (range != null && reason == Reason.PRUNED) endpoint.lacks(range);
                endpoint.failed(message);
                boolean first = trial.passedOver().add(endpoint);
                if (first && reason != Reason.UNPROVED && endpoints.size() > 1)
                    ChainLog.log().warn("{}", message);
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
                    if (endpoints.size() > 1) ChainLog.log().error("{}; it is not asked any more", message);
                }
            }
        }
    }

    /** A node that was asked for a block by name or hash may get it soon; none of them may ever have it. */
    private void awaitBlock(Endpoint endpoint, Trial trial, ChainException failure) {
        endpoint.failed(failure.getMessage());
        trial.passedOver().add(endpoint);
        if (roster.choose(trial.asked(), trial.passedOver()).isPresent()) return;
        int rounds = trial.startOver();
        if (rounds >= ROUNDS) throw failure;
        try {
            timer.sleep(patience.pause(rounds, null));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(failure.getMessage() + "; interrupted", interrupt);
        }
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

    /**
     * Leaves the endpoint alone for a while after it was seen to lie, if there is another to ask.
     *
     * @param range of which another is to be asked; null for anything
     * @return whether there is another
     */
    public boolean distrust(Endpoint endpoint, @Nullable BlockRange range, String lie) {
        endpoint.lied(lie);
        boolean another = roster.hasOther(endpoint, range);
        if (another) distrust(endpoint, lie);
        return another;
    }

    private static void distrust(Endpoint endpoint, String lie) {
        if (endpoint.distrust(DISTRUST, lie)) ChainLog.log().warn("{}; left alone for {} s", lie, DISTRUST.toSeconds());
    }

    // ---- what they are, and how they do

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

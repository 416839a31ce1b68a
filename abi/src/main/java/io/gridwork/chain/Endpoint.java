package io.gridwork.chain;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Decision;
import io.gridwork.rpc.JsonRpc;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.Timer;
import io.gridwork.rpc.Traffic;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One node or provider: its health, its limits, and whether to ask it. Safe to share between threads. */
public final class Endpoint implements Traffic, AutoCloseable {
    private final String name;
    private final ChainClient client;
    private final Timer timer;
    private final @Nullable RateLimiter budget;
    private final ConcurrencyLimit concurrency;

    private int underWay;
    private Instant heardOf = Instant.MIN;
    private boolean reached;
    private boolean answered;
    private boolean unexplainedIsSize;
    private int failuresInARow;
    private Instant restsUntil = Instant.MIN;
    private Instant distrustedUntil = Instant.MIN;
    private boolean hopeless;
    private boolean known;
    private long head;
    private long servesFrom;
    private SpanCap cap = SpanCap.NONE;
    private long requests;
    private long failures;
    private long drops;
    private long receivedBytes;
    private long lies;
    private long corrected;
    private String lastError = "";
    private final Map<Decision.Reason, Instant> warned = new EnumMap<>(Decision.Reason.class);

    Endpoint(String name, URI url, RpcOptions options, Timer timer) {
        this.name = name;
        this.timer = timer;
        this.budget = options.maxRps() == null ? null : budget(name, options.maxRps());
        this.concurrency = new ConcurrencyLimit(options.maxConcurrent());
        this.client = new ChainClient(new JsonRpc(url, options, this));
    }

    private static RateLimiter budget(String name, int callsPerSecond) {
        return RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(callsPerSecond))
                        .timeoutDuration(Duration.ofDays(1))
                        .build());
    }

    /** How messages name it. */
    public String name() {
        return name;
    }

    // ---- asking

    /** Asks when it is this request's turn. */
    public <T> T ask(Function<ChainClient, T> request) {
        begin();
        Instant start = timer.instant();
        try {
            T answer = request.apply(client);
            answered(Duration.between(start, timer.instant()));
            return answer;
        } catch (ChainException.Rejected no) {
            answered(Duration.between(start, timer.instant()));
            throw no;
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        try {
            while (underWay >= concurrency.limit()) wait();
            if (underWay++ == 0) heardOf = timer.instant();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal("interrupted while others ask " + name, interrupt);
        }
    }

    private synchronized void end() {
        underWay--;
        heardOf = timer.instant();
        notifyAll();
    }

    private synchronized void answered(Duration latency) {
        concurrency.answered(latency);
        failuresInARow = 0;
        answered = true;
    }

    @Override
    public void sending(int calls) {
        synchronized (this) {
            requests += calls;
        }
        if (budget == null) return;
        long turn = budget.reservePermission(calls);
        if (turn <= 0) return;
        timer.sleep(Duration.ofNanos(turn));
    }

    @Override
    public synchronized void received(int calls, long bytes) {
        reached = true;
        receivedBytes += bytes;
    }

    /** A failure after it is the first in a row, and needs a short pause only. */
    @Override
    public synchronized void progressed() {
        failuresInARow = 0;
    }

    // ---- how it does

    /** Whether it is not paused and its answers are trusted. */
    synchronized boolean isUsable() {
        return answers(Question.PLAIN);
    }

    /** Whether it is not paused and may be asked this question. */
    synchronized boolean answers(Question question) {
        return !hopeless && serves(question.range()) && !awaited(question).isAfter(timer.instant());
    }

    /** Whether there is a server, whatever it said. */
    synchronized boolean isReached() {
        return reached;
    }

    /** Whether it has ever answered a question. */
    synchronized boolean hasAnswered() {
        return answered;
    }

    /** Whether requests are under way, and none of them has ended in that time. */
    synchronized boolean isSilent(Duration time) {
        return underWay > 0 && !heardOf.plus(time).isAfter(timer.instant());
    }

    /** Whether it has given no wrong answer lately. */
    public synchronized boolean isTrusted() {
        return !distrustedUntil.isAfter(timer.instant());
    }

    synchronized boolean isHopeless() {
        return hopeless;
    }

    /** From when on it may be asked this. */
    synchronized Instant awaited(Question question) {
        return question.provesItself() || restsUntil.isAfter(distrustedUntil) ? restsUntil : distrustedUntil;
    }

    /** Notes a failure. @return how many there were in a row, this one included */
    synchronized int failed(String error) {
        failures++;
        lastError = error;
        return ++failuresInARow;
    }

    /** Notes an answer that was found to be untrue. @return how many failures there were in a row, this one included */
    synchronized int lied(String what) {
        lies++;
        return failed(what);
    }

    /** Whether the log has not named this reason for that long; it does now. */
    synchronized boolean isWarningDue(Decision.Reason reason, Duration every) {
        Instant now = timer.instant();
        Instant before = warned.get(reason);
        if (before != null && before.plus(every).isAfter(now)) return false;
        warned.put(reason, now);
        return true;
    }

    /** Counts blocks whose logs were corrected. */
    public synchronized void corrected(int blocks) {
        corrected += blocks;
    }

    synchronized void overloaded() {
        concurrency.overloaded();
    }

    /** Leaves it alone for a while. @return whether it was not resting already */
    synchronized boolean rest(Duration pause) {
        Instant now = timer.instant();
        boolean was = restsUntil.isAfter(now);
        Instant until = now.plus(pause);
        if (until.isAfter(restsUntil)) restsUntil = until;
        return !was;
    }

    /** Pauses it and counts the pause, because it is more than a short failure. */
    synchronized boolean drop(Duration pause, String reason) {
        lastError = reason;
        boolean first = rest(pause);
        if (first) drops++;
        return first;
    }

    /** For a while trusts only answers that can be verified, and counts that. @return whether it was trusted */
    synchronized boolean distrust(Duration pause, String reason) {
        lastError = reason;
        boolean first = isTrusted();
        distrustedUntil = timer.instant().plus(pause);
        if (first) drops++;
        return first;
    }

    synchronized void pardon() {
        distrustedUntil = Instant.MIN;
    }

    /** It is not asked again in this run. */
    synchronized void giveUp(String reason) {
        lastError = reason;
        if (!hopeless) drops++;
        hopeless = true;
    }

    // ---- what is known of it

    /** Whether it was seen to be of the right chain. */
    synchronized boolean isKnown() {
        return known;
    }

    synchronized void setKnown() {
        known = true;
    }

    synchronized long head() {
        return head;
    }

    synchronized void setHead(long number) {
        head = number;
    }

    synchronized boolean serves(@Nullable BlockRange range) {
        return range == null || range.from() >= servesFrom;
    }

    synchronized void lacks(BlockRange range) {
        servesFrom = Math.max(servesFrom, range.to() + 1);
    }

    synchronized long maxSpan() {
        return cap.at(timer.instant());
    }

    /** Whether its errors that nobody can explain were seen to mean that a range is too large. */
    synchronized boolean isUnexplainedSize() {
        return unexplainedIsSize;
    }

    synchronized void setUnexplainedIsSize() {
        unexplainedIsSize = true;
    }

    /** Learns from a refusal. @return whether that is news */
    synchronized boolean refusedSpan(long asked, @Nullable Long allowed) {
        Long before = cap.blocks();
        cap = cap.refused(asked, allowed, timer.instant());
        return !Objects.equals(before, cap.blocks());
    }

    /** What earlier runs learned. */
    synchronized void remember(EndpointUsage earlier) {
        requests += earlier.requests();
        failures += earlier.failures();
        drops += earlier.drops();
        receivedBytes += earlier.receivedBytes();
        lies += earlier.lies();
        corrected += earlier.correctedBlocks();
        cap = new SpanCap(earlier.maxBlockSpan(), earlier.maxBlockSpanLearned());
    }

    synchronized EndpointUsage usage(long bestHead) {
        return new EndpointUsage(
                name,
                requests,
                failures,
                drops,
                receivedBytes,
                lies,
                corrected,
                concurrency.latencyMillis(),
                head == 0 ? 0 : Math.max(0, bestHead - head),
                cap.blocks(),
                cap.learned(),
                !isUsable(),
                lastError);
    }

    @Override
    public void close() {
        client.close();
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.BranchChanged;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.EventStore;
import io.gridwork.rpc.ChainException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a store equal to the chain: writes what is missing, oldest first, follows the head, and follows it on to another
 * branch. What is deeper than {@link EventStore#WINDOW} blocks is taken as settled and read in parallel; what is above is
 * read with every header.
 *
 * <p>Nothing but the store is remembered between two rounds, so that it makes no difference where a run was cut off.
 */
public final class Indexer {
    /** Rounds in a row that came to nothing, before somebody is told; then each time they have doubled. */
    private static final int FIRST_REPORT = 8;

    private static final Logger log = LoggerFactory.getLogger(Indexer.class);
    /** What is read ahead of the writer, by estimate. */
    private static final long MOST_BYTES_AHEAD = 16 << 20;

    /**
     * How a run goes.
     *
     * @param toBlock last block wanted; null to follow the head
     * @param concurrency ranges in flight at most
     * @param poll pause before the head is asked for again
     * @param verification how what a node gives is checked
     */
    public record Settings(@Nullable Long toBlock, int concurrency, Duration poll, Verification verification) {
        /** With the check that is usual. */
        public Settings(@Nullable Long toBlock, int concurrency, Duration poll) {
            this(toBlock, concurrency, poll, Verification.BLOOM);
        }
    }

    private final LogReader source;
    private final BatchReader reader;
    private final Recall recall;
    private final EventStore store;
    private final List<Target> targets;
    private final List<List<Target>> levels;
    private final Settings settings;
    private final Consumer<Progress> listener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private Progress progress = Progress.NONE;
    private boolean lagging;
    private int waits;
    /** Of the batch written last. */
    private @Nullable Block newest;

    public Indexer(
            LogReader source, EventStore store, List<Target> targets, Settings settings, Consumer<Progress> listener) {
        this.source = source;
        this.store = store;
        this.targets = List.copyOf(targets);
        levels = Levels.of(targets);
        List<EventSource> eventSources =
                targets.stream().map(Target::eventSource).toList();
        LogDecoder decoder = new LogDecoder(eventSources);
        VerifiedLogs verified = new VerifiedLogs(source, settings.verification());
        BlockHistory history = new BlockHistory(source, verified, decoder, store, levels);
        Known known = Known.of(eventSources, store);
        reader = new BatchReader(source, verified, decoder, known, history);
        recall = new Recall(store, decoder, known);
        this.settings = settings;
        this.listener = listener;
    }

    /** Asks {@link #run} to return after the batch in hand. From any thread. */
    public void stop() {
        stop.countDown();
    }

    /** What a round came to. */
    private enum Round {
        /** Something was written: look again at once. */
        ADVANCED,
        /** Nothing is missing up to the limit. */
        COMPLETE,
        /** Nothing can be written yet. */
        WAITING
    }

    /** Returns when everything up to {@code toBlock} is written, or after {@link #stop}. */
    public Progress run() {
        try {
            return runOn();
        } catch (ChainException failure) {
            if (stop.getCount() > 0) throw failure;
            return progress; // a request ended because everything does
        }
    }

    private Progress runOn() {
        while (stop.getCount() > 0) {
            BlockHeader head = source.head();
            Round round = switch (Branch.compare(store.window(), head, source)) {
                case Branch.Same _ -> extend(head);
                case Branch.NodeLagging _ -> wait(head);
                case Branch.Diverged(Block ancestor) -> replace(ancestor, head);
            };
            boolean finished = round == Round.COMPLETE && isFinished();
            report(head, round == Round.COMPLETE && !finished);
            if (finished) break;
            waits = round == Round.WAITING && !lagging ? waits + 1 : 0;
            if (waits >= FIRST_REPORT && Integer.bitCount(waits) == 1) sayWaiting(head);
            if (round != Round.ADVANCED) pause();
        }
        return progress;
    }

    private void sayWaiting(BlockHeader head) {
        String endpoints =
                source.endpoints().usage().stream().map(EndpointUsage::name).collect(Collectors.joining(", "));
        log.warn(
                "waiting for blocks up to {} of {}: it leaves out headers, or changes them while they are read; they are asked for again."
                        + " If this lasts, give another --rpc",
                head.number(),
                endpoints);
    }

    private boolean isFinished() {
        Long last = settings.toBlock();
        return last != null && missing(last).isEmpty();
    }

    private Round wait(BlockHeader head) {
        if (!lagging)
            log.info(
                    "the node lags: its head is block {}, older than the last indexed block; waiting for it",
                    head.number());
        lagging = true;
        return settings.toBlock() != null ? Round.COMPLETE : Round.WAITING;
    }

    private List<Segment> missing(long upTo) {
        return missing(targets, upTo);
    }

    private List<Segment> missing(List<Target> targets, long upTo) {
        return upTo < 0 ? List.of() : Segment.missing(targets, store::coverage, new BlockRange(0, upTo));
    }

    private Round extend(BlockHeader head) {
        lagging = false;
        long limit = settings.toBlock() == null ? head.number() : Math.min(settings.toBlock(), head.number());
        progress = progress.left(levels.stream()
                .flatMap(level -> missing(level, limit).stream())
                .mapToLong(segment -> segment.range().span())
                .sum());
        if (settle(limit, head)) return Round.ADVANCED;
        List<Segment> unsettled = missing(limit);
        if (unsettled.isEmpty()) return Round.COMPLETE;
        for (Segment segment : unsettled) {
            Optional<Batch> batch =
                    reader.unsettled(segment, null, blockAt(segment.range().from() - 1));
            if (batch.isEmpty()) return Round.WAITING;
            write(batch.get(), head);
        }
        return Round.ADVANCED;
    }

    /**
     * Writes what is missing of the settled blocks, level by level up to the same one, and of all blocks what the store can be
     * asked for.
     *
     * @return whether there was anything
     */
    private boolean settle(long limit, BlockHeader head) {
        boolean written = false;
        List<Target> below = new ArrayList<>();
        try {
            for (List<Target> level : levels) {
                written |= recall(level, below, limit, head);
                below.addAll(level);
                List<Segment> segments = missing(level, Math.min(limit, head.number() - EventStore.WINDOW));
                if (segments.isEmpty()) continue;
                written = true;
                InOrder.run(
                        ranges(segments),
                        new InOrder.Bounds(settings.concurrency(), MOST_BYTES_AHEAD),
                        Batch::bytes,
                        batch -> write(reader.withHistory(batch), head));
                if (stop.getCount() == 0) break;
            }
        } catch (ChainMoved | BranchChanged moved) {
            log.debug("the chain moved on while settled blocks were read", moved);
        }
        return written;
    }

    /** Up to the block to which what the level depends on is there. */
    private boolean recall(List<Target> level, List<Target> below, long limit, BlockHeader head) {
        List<Segment> lacking = missing(below, limit);
        long to = lacking.isEmpty() ? limit : lacking.getFirst().range().from() - 1;
        if (to < 0) return false;
        return recall.run(
                level,
                new BlockRange(0, to),
                () -> stop.getCount() > 0,
                batch -> write(reader.withHistory(batch), head));
    }

    /** Cuts segments to the size that the node likes best at the moment of asking. */
    private Parts<Callable<Batch>> ranges(List<Segment> segments) {
        return new Parts<>(segments, this::lastOfRange, () -> stop.getCount() > 0, part -> () -> reader.settled(part));
    }

    private long lastOfRange(Segment segment, long from) {
        long span = Math.min(source.suggestedSpan(), settings.verification().mostBlocks());
        return Math.max(from + span - 1, reader.silentUpTo(segment, from));
    }

    /**
     * Follows the chain on to another branch. What was written above the ancestor goes in the transaction that brings its
     * replacement, so that no reader sees a gap and nothing is lost when the node fails in between.
     */
    private Round replace(Block ancestor, BlockHeader head) {
        long written = store.window().getLast().number();
        long to = Math.min(head.number(), written);
        if (to <= ancestor.number())
            return Round.WAITING; // the other branch has not grown yet: there is nothing to put in place
        BlockRange range = new BlockRange(ancestor.number() + 1, to);
        List<Segment> segments = Segment.missing(
                targets, eventSource -> store.coverage(eventSource).upTo(ancestor.number()), range);
        Segment first = segments.isEmpty() ? new Segment(range, Set.of()) : segments.getFirst();
        Optional<Batch> batch = reader.unsettled(first, ancestor.number(), ancestor);
        if (batch.isEmpty()) return Round.WAITING;
        log.info("reorganisation: blocks {} to {} left the chain and are replaced", range.from(), written);
        write(batch.get(), head);
        return Round.ADVANCED;
    }

    private @Nullable Block blockAt(long number) {
        return store.window().stream()
                .filter(block -> block.number() == number)
                .findFirst()
                .orElse(null);
    }

    private void write(Batch batch, BlockHeader head) {
        requireLinked(batch);
        store.write(batch);
        progress = progress.after(batch, head.number());
        listener.accept(progress);
    }

    /** To the batch before it, where that ended just below. */
    private void requireLinked(Batch batch) {
        Block below = newest;
        newest = batch.blocks().isEmpty() ? null : batch.blocks().getLast();
        if (below == null || batch.blocks().isEmpty()) return;
        Block lowest = batch.blocks().getFirst();
        if (lowest.number() == below.number() + 1 && !lowest.parentHash().equals(below.hash())) throw new ChainMoved();
    }

    private void report(BlockHeader head, boolean following) {
        long newest = store.window().isEmpty() ? -1 : store.window().getLast().number();
        progress = progress.at(newest, head.number(), following);
        listener.accept(progress);
    }

    private void pause() {
        try {
            boolean _ = stop.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            stop();
        }
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Emitter;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawFeed;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.EventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a contract emitted before it was found, in blocks that count as read for its kind: of a beacon, which is older than the
 * proxy that names it, and of a child whose factory was given an earlier first block. It is written in the transaction that
 * makes the contract known, so that coverage stays true.
 */
final class Past {
    private final LogReader source;
    private final VerifiedLogs verified;
    private final LogDecoder decoder;
    private final EventStore store;
    private final List<Set<Feed>> byLevel;

    Past(LogReader source, VerifiedLogs verified, LogDecoder decoder, EventStore store, List<List<Target>> levels) {
        this.source = source;
        this.verified = verified;
        this.decoder = decoder;
        this.store = store;
        Set<Emitter> raw = new HashSet<>();
        byLevel = levels.stream().map(level -> named(level, raw)).toList();
    }

    /** With what may be kept of the emitters' logs, even if this run does not add to it: its coverage must stay true as well. */
    private static Set<Feed> named(List<Target> level, Set<Emitter> raw) {
        Set<Feed> feeds = new LinkedHashSet<>();
        for (Target target : level) {
            Feed feed = target.feed();
            if (!(feed.emitter() instanceof Emitter.Named)) continue;
            feeds.add(feed);
            if (raw.add(feed.emitter())) {
                feeds.add(RawFeed.of(KeepRaw.ALL, feed.emitter()));
                feeds.add(RawFeed.of(KeepRaw.UNDECODED, feed.emitter()));
            }
        }
        return feeds;
    }

    /**
     * Reads it.
     *
     * @param ancestor above it nothing counts as read; null where all does
     * @param known what is known with the new contracts; what their past names is added
     * @throws ChainMoved when a log is of another branch than the blocks written
     */
    LogDecoder.Rows of(List<Known.Named> found, @Nullable Long ancestor, Known known) {
        LogDecoder.Rows all = LogDecoder.Rows.none();
        List<Known.Named> named = new ArrayList<>(found);
        for (Set<Feed> level : byLevel) {
            for (Known.Named contract : List.copyOf(named)) {
                missing(contract, level, ancestor).forEach((range, feeds) -> {
                    LogDecoder.Rows rows = read(contract.address(), range, feeds, known);
                    all.addAll(rows);
                    named.addAll(known.add(rows.rows()).contracts());
                });
            }
        }
        return all;
    }

    private Map<BlockRange, Set<Feed>> missing(Known.Named contract, Set<Feed> level, @Nullable Long ancestor) {
        Map<BlockRange, Set<Feed>> missing = new HashMap<>();
        for (Feed feed : level) {
            if (!(feed.emitter() instanceof Emitter.Named emitter)
                    || !emitter.by().equals(contract.by())) continue;
            BlockRanges read = store.coverage(feed);
            if (ancestor != null) read = read.upTo(ancestor);
            for (BlockRange range : read.from(emitter.start(contract.since())).ranges()) {
                missing.computeIfAbsent(range, _ -> new HashSet<>()).add(feed);
            }
        }
        return missing;
    }

    private LogDecoder.Rows read(Address contract, BlockRange range, Set<Feed> feeds, Known known) {
        Request request = Request.of(feeds, Set.of(contract)).orElseThrow();
        List<LogEntry> logs = new ArrayList<>();
        long from = range.from();
        while (from <= range.to()) {
            long span = Math.min(source.suggestedSpan(), verified.level().mostBlocks());
            long to = Math.min(range.to(), from + span - 1);
            logs.addAll(read(request, new BlockRange(from, to)));
            from = to + 1;
        }
        requireSameBranch(logs);
        Map<Long, Long> timestamps = source.timestamps(logs);
        return decoder.decode(logs, feeds, log -> Objects.requireNonNull(timestamps.get(log.blockNumber())), known::of);
    }

    private List<LogEntry> read(Request request, BlockRange range) {
        if (verified.level() == Verification.NONE) return source.logs(request.filter(), range);
        return verified.of(verified.headers(range), request.kinds(), request.filter(), request::keep);
    }

    private void requireSameBranch(List<LogEntry> logs) {
        Map<Long, Block> written = new HashMap<>();
        store.window().forEach(block -> written.put(block.number(), block));
        for (LogEntry log : logs) {
            Block block = written.get(log.blockNumber());
            if (block != null && !block.hash().equals(log.blockHash())) throw new ChainMoved();
        }
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Emitter;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.EventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private final List<List<Feed>> byLevel;

    Past(LogReader source, VerifiedLogs verified, LogDecoder decoder, EventStore store, List<List<Target>> levels) {
        this.source = source;
        this.verified = verified;
        this.decoder = decoder;
        this.store = store;
        byLevel = levels.stream()
                .map(level -> level.stream()
                        .map(Target::feed)
                        .filter(feed -> feed.emitter() instanceof Emitter.Named)
                        .toList())
                .toList();
    }

    /**
     * Reads it.
     *
     * @param ancestor above it nothing counts as read; null where all does
     * @param known what is known with the new contracts; what their past names is added
     * @throws ChainMoved when a log is of another branch than the blocks written
     */
    LogDecoder.Rows of(List<Known.Named> found, @Nullable Long ancestor, Known known) {
        LogDecoder.Rows all = new LogDecoder.Rows(new ArrayList<>(), new ArrayList<>());
        List<Known.Named> named = new ArrayList<>(found);
        for (List<Feed> level : byLevel) {
            for (Known.Named contract : List.copyOf(named)) {
                missing(contract, level, ancestor).forEach((range, feeds) -> {
                    LogDecoder.Rows rows = read(contract.address(), range, feeds, known);
                    all.rows().addAll(rows.rows());
                    all.quarantined().addAll(rows.quarantined());
                    named.addAll(known.add(rows.rows()).contracts());
                });
            }
        }
        return all;
    }

    private Map<BlockRange, Set<Feed>> missing(Known.Named contract, List<Feed> level, @Nullable Long ancestor) {
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
        return verified.of(
                verified.headers(range), request.kinds(), request.filter(), () -> source.logs(request.filter(), range));
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

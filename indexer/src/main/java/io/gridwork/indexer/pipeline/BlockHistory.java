package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.EventReader;
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
 * Reads the logs that a contract emitted before the indexer found it, in blocks that already count as indexed. A beacon is older than
 * the proxy that names it, and a factory can be given an earlier first block. The rows are written in the transaction that makes the
 * contract known, so that coverage stays true.
 */
final class BlockHistory {
    private final LogReader source;
    private final VerifiedLogs verified;
    private final LogDecoder decoder;
    private final EventReader store;
    private final List<Set<EventSource>> byLevel;

    BlockHistory(
            LogReader source, VerifiedLogs verified, LogDecoder decoder, EventReader store, List<List<Target>> levels) {
        this.source = source;
        this.verified = verified;
        this.decoder = decoder;
        this.store = store;
        Set<ContractSelector> raw = new HashSet<>();
        byLevel = levels.stream().map(level -> named(level, raw)).toList();
    }

    /** With the raw logs that may be kept of the same contracts, even if this run does not add to it: its coverage must stay true as well. */
    private static Set<EventSource> named(List<Target> level, Set<ContractSelector> raw) {
        Set<EventSource> eventSources = new LinkedHashSet<>();
        for (Target target : level) {
            EventSource eventSource = target.eventSource();
            if (!(eventSource.selector() instanceof ContractSelector.Children)) continue;
            eventSources.add(eventSource);
            if (raw.add(eventSource.selector())) {
                eventSources.add(RawLogSource.of(KeepRaw.ALL, eventSource.selector()));
                eventSources.add(RawLogSource.of(KeepRaw.UNDECODED, eventSource.selector()));
            }
        }
        return eventSources;
    }

    /**
     * Reads it.
     *
     * @param ancestor above it nothing counts as read; null where all does
     * @param known what is known with the new contracts; what their history names is added
     * @throws ChainMoved when a log is of another branch than the blocks written
     */
    LogDecoder.Rows of(List<Known.Named> found, @Nullable Long ancestor, Known known) {
        LogDecoder.Rows all = LogDecoder.Rows.none();
        List<Known.Named> named = new ArrayList<>(found);
        for (Set<EventSource> level : byLevel) {
            for (Known.Named contract : List.copyOf(named)) {
                missing(contract, level, ancestor).forEach((range, eventSources) -> {
                    LogDecoder.Rows rows = read(contract.address(), range, eventSources, known);
                    all.addAll(rows);
                    named.addAll(known.add(rows.rows()).contracts());
                });
            }
        }
        return all;
    }

    private Map<BlockRange, Set<EventSource>> missing(
            Known.Named contract, Set<EventSource> level, @Nullable Long ancestor) {
        Map<BlockRange, Set<EventSource>> missing = new HashMap<>();
        for (EventSource eventSource : level) {
            if (!(eventSource.selector() instanceof ContractSelector.Children selector)
                    || !selector.by().equals(contract.by())) continue;
            BlockRanges read = store.coverage(eventSource);
            if (ancestor != null) read = read.upTo(ancestor);
            for (BlockRange range : read.from(selector.start(contract.since())).ranges()) {
                missing.computeIfAbsent(range, _ -> new HashSet<>()).add(eventSource);
            }
        }
        return missing;
    }

    private LogDecoder.Rows read(Address contract, BlockRange range, Set<EventSource> eventSources, Known known) {
        Request request = Request.of(eventSources, Set.of(contract)).orElseThrow();
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
        return decoder.decode(
                logs, eventSources, log -> Objects.requireNonNull(timestamps.get(log.blockNumber())), known::of);
    }

    private List<LogEntry> read(Request request, BlockRange range) {
        if (verified.level() == Verification.NONE) return source.logs(request.filter(), range);
        return verified.of(verified.headers(range), request.patterns(), request.filter(), request::keep);
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

package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.Proof;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.BranchChanged;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.Batch;
import io.gridwork.rpc.ChainException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a segment and decodes it: what one transaction of the store is to write. */
final class BatchReader {
    private final LogReader source;
    private final VerifiedLogs verified;
    private final LogDecoder decoder;
    private final Known known;
    private final BlockHistory history;

    BatchReader(LogReader source, VerifiedLogs verified, LogDecoder decoder, Known known, BlockHistory history) {
        this.source = source;
        this.verified = verified;
        this.decoder = decoder;
        this.known = known;
        this.history = history;
    }

    /** The last block of a range, from {@code next} on, that can have no logs: no contract is known that could have emitted one. */
    long silentUpTo(Segment segment, long next) {
        return Math.max(next, Math.min(segment.range().to(), known.firstBlock(segment.eventSources()) - 1));
    }

    /** A range that is settled: deeper than any reorganisation that can be followed. What it depends on is in the store. */
    Batch settled(Segment segment) {
        Optional<Request> request =
                Request.of(segment.eventSources(), segment.range().to(), known);
        return request.isEmpty() || verified.level() == Verification.NONE
                ? believed(segment, request)
                : proved(segment, request.get());
    }

    private Batch proved(Segment segment, Request request) {
        List<BlockHeader> headers = verified.headers(segment.range());
        List<LogEntry> logs = verified.of(headers, request.patterns(), request.filter(), request::keep);
        LogDecoder.Rows rows = decoder.decode(logs, segment.eventSources(), time(headers), known::of);
        List<BlockHeader> ends = headers.size() == 1 ? headers : List.of(headers.getFirst(), headers.getLast());
        return batch(segment, null, ends, rows);
    }

    private Batch believed(Segment segment, Optional<Request> request) {
        List<LogEntry> logs = request.map(each -> each.keep(source.logs(each.filter(), segment.range())))
                .orElse(List.of());
        Map<Long, Long> timestamps = source.timestamps(logs);
        BlockHeader last = source.header(segment.range().to())
                .orElseThrow(() -> new ChainException.Retryable(
                        "the node gave the logs of " + segment.range() + " but has no block "
                                + segment.range().to(),
                        null));
        LogDecoder.Rows rows = decoder.decode(logs, segment.eventSources(), time(timestamps), known::of);
        return batch(segment, null, List.of(last), rows);
    }

    /** The batch with the block history of the contracts that it names. Called in the order of writing. */
    Batch withHistory(Batch batch) {
        Known over = known.overlay(Long.MAX_VALUE);
        List<Known.Named> found = over.add(batch.rows()).contracts();
        if (found.isEmpty()) return batch;
        LogDecoder.Rows older = history.of(found, null, over);
        return batch.with(older.rows(), older.quarantined(), older.kept());
    }

    /**
     * A range that can still be reorganised: every header is read, each follows on the one before, and every log is of the
     * block that has its number.
     *
     * @param below the block under the range where it is known
     * @return empty when the chain changed during the read; then read again
     */
    Optional<Batch> unsettled(Segment segment, @Nullable Long ancestor, @Nullable Block below) {
        List<BlockHeader> headers = source.headers(segment.range());
        if (headers.size() < segment.range().span() || !linked(headers, below)) return Optional.empty();
        try {
            return Optional.of(batch(segment, ancestor, headers, gather(segment, ancestor, headers, time(headers))));
        } catch (ChainMoved | BranchChanged moved) {
            return Optional.empty();
        }
    }

    /** New rows can name new contracts. Reads until the logs of all named contracts are read. */
    private LogDecoder.Rows gather(
            Segment segment, @Nullable Long ancestor, List<BlockHeader> headers, ToLongFunction<LogEntry> timestamps) {
        Known now = known.overlay(ancestor == null ? Long.MAX_VALUE : ancestor);
        LogDecoder.Rows before = LogDecoder.Rows.none();
        List<LogEntry> logs = Request.of(segment.eventSources(), segment.range().to(), now)
                .map(request -> logs(request, headers))
                .orElse(List.of());
        while (true) {
            LogDecoder.Rows rows = decoder.decode(logs, segment.eventSources(), timestamps, now::of);
            Known.News news = now.add(rows.rows());
            if (!news.changed()) {
                rows.addAll(before);
                return rows;
            }
            before.addAll(history.of(news.contracts(), ancestor, now));
            Set<Address> contracts =
                    news.contracts().stream().map(Known.Named::address).collect(Collectors.toSet());
            List<LogEntry> more = Request.of(segment.eventSources(), contracts)
                    .map(request -> logs(request, headers))
                    .orElse(List.of());
            logs = Stream.concat(logs.stream(), more.stream())
                    .distinct()
                    .sorted(LogReader.CHAIN_ORDER)
                    .toList();
        }
    }

    /** Logs of just these blocks: each must be of the block that has its number. */
    private List<LogEntry> logs(Request request, List<BlockHeader> headers) {
        List<LogEntry> logs = verified.newest(headers, request.patterns(), request.filter(), request::keep);
        Map<Long, Hash32> hashes = new HashMap<>();
        headers.forEach(header -> hashes.put(header.number(), header.hash()));
        if (!logs.stream().allMatch(log -> log.blockHash().equals(hashes.get(log.blockNumber())))) {
            throw new ChainMoved();
        }
        return logs;
    }

    private static boolean linked(List<BlockHeader> headers, @Nullable Block below) {
        if (below != null && !headers.getFirst().parentHash().equals(below.hash())) return false;
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).parentHash().equals(headers.get(i - 1).hash())) return false;
        }
        return true;
    }

    private static ToLongFunction<LogEntry> time(List<BlockHeader> headers) {
        Map<Long, Long> timestamps = new HashMap<>();
        headers.forEach(header -> timestamps.put(header.number(), header.timestamp()));
        return time(timestamps);
    }

    private static ToLongFunction<LogEntry> time(Map<Long, Long> timestamps) {
        return log -> Objects.requireNonNull(
                timestamps.get(log.blockNumber()), () -> "no timestamp of block " + log.blockNumber());
    }

    private Batch batch(Segment segment, @Nullable Long ancestor, List<BlockHeader> headers, LogDecoder.Rows rows) {
        List<Block> blocks = headers.stream().map(BatchReader::block).toList();
        Proof proof = Proof.of(verified.level());
        return new Batch(
                ancestor,
                segment.range(),
                segment.eventSources(),
                blocks,
                rows.rows(),
                rows.quarantined(),
                rows.kept(),
                proof);
    }

    static Block block(BlockHeader header) {
        return new Block(header.number(), header.hash(), header.parentHash(), header.timestamp());
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.LogFilter;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.source.LogReader;
import io.gridwork.indexer.store.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a segment and decodes it: what one transaction of the store is to write. */
final class BatchReader {
    /** Up to so many new blocks each is asked for by its hash, which no node can answer from another branch. */
    private static final int BY_HASH = 16;

    private final LogReader source;

    BatchReader(LogReader source) {
        this.source = source;
    }

    /** A range that is settled: deeper than any reorganisation that can be followed. */
    Batch settled(Segment segment) {
        List<LogEntry> logs = source.logs(segment.filter(), segment.range());
        Map<Long, Long> timestamps = source.timestamps(logs);
        BlockHeader last = source.header(segment.range().to())
                .orElseThrow(() -> new ChainException.Retryable(
                        "the node gave the logs of " + segment.range() + " but has no block "
                                + segment.range().to(),
                        null));
        return decoded(segment, null, logs, timestamps, List.of(block(last)));
    }

    /**
     * A range that can still be reorganised: every header is read, each follows on the one before, and every log is of the
     * block that has its number.
     *
     * @param below the block under the range where it is known
     * @return empty when the chain moved on meanwhile: look again
     */
    Optional<Batch> unsettled(Segment segment, @Nullable Long ancestor, @Nullable Block below) {
        List<BlockHeader> headers = source.headers(segment.range());
        if (headers.size() < segment.range().span() || !linked(headers, below)) return Optional.empty();
        Map<Long, BlockHeader> byNumber = new HashMap<>();
        headers.forEach(header -> byNumber.put(header.number(), header));
        List<LogEntry> logs = segment.feeds().isEmpty() ? List.of() : logs(segment.filter(), segment.range(), headers);
        boolean sameBranch = logs.stream()
                .allMatch(log -> log.blockHash()
                        .equals(Objects.requireNonNull(byNumber.get(log.blockNumber()))
                                .hash()));
        if (!sameBranch) return Optional.empty();
        Map<Long, Long> timestamps = new HashMap<>();
        headers.forEach(header -> timestamps.put(header.number(), header.timestamp()));
        return Optional.of(decoded(
                segment,
                ancestor,
                logs,
                timestamps,
                headers.stream().map(BatchReader::block).toList()));
    }

    private List<LogEntry> logs(LogFilter filter, BlockRange range, List<BlockHeader> headers) {
        if (headers.size() > BY_HASH) return source.logs(filter, range);
        try {
            List<LogEntry> logs = new ArrayList<>();
            for (BlockHeader header : headers) {
                logs.addAll(source.logs(filter, header));
            }
            return logs;
        } catch (
                ChainException.Rejected gone) { // or too large: by number it is told apart, and the hashes are compared
            return source.logs(filter, range);
        }
    }

    private static boolean linked(List<BlockHeader> headers, @Nullable Block below) {
        if (below != null && !headers.getFirst().parentHash().equals(below.hash())) return false;
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).parentHash().equals(headers.get(i - 1).hash())) return false;
        }
        return true;
    }

    private static Batch decoded(
            Segment segment,
            @Nullable Long ancestor,
            List<LogEntry> logs,
            Map<Long, Long> timestamps,
            List<Block> blocks) {
        LogDecoder.Rows rows = new LogDecoder(segment.feeds())
                .decode(
                        logs,
                        log -> Objects.requireNonNull(
                                timestamps.get(log.blockNumber()), () -> "no timestamp of block " + log.blockNumber()));
        return new Batch(ancestor, segment.range(), segment.feeds(), blocks, rows.rows(), rows.quarantined());
    }

    static Block block(BlockHeader header) {
        return new Block(header.number(), header.hash(), header.parentHash(), header.timestamp());
    }
}

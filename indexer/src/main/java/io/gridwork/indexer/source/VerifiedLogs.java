package io.gridwork.indexer.source;

import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogFilter;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.proof.LogPattern;
import io.gridwork.rpc.ChainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Logs of blocks whose headers are known, checked as the level says. An endpoint that left something out or made it up is
 * named and left alone; what nobody can prove ends the run. Safe to share between threads.
 */
public final class VerifiedLogs {
    /** How often the rest of a range is asked for. */
    private static final int LOOKS = 5;

    /** Up to so many new blocks each is asked for by its hash, which no node can answer from another branch. */
    private static final int BY_HASH = 16;

    private static final int RECEIPTS_AT_A_TIME = 8;

    private final LogReader reader;
    private final Endpoints endpoints;
    private final ProvedReceipts receipts;
    private final Verification level;

    public VerifiedLogs(LogReader reader, Verification level) {
        this.reader = reader;
        this.endpoints = reader.endpoints();
        this.receipts = new ProvedReceipts(endpoints, reader);
        this.level = level;
    }

    public Verification level() {
        return level;
    }

    /** Headers of all blocks of the range, each following on the one before. */
    public List<BlockHeader> headers(BlockRange range) {
        List<BlockHeader> headers = new ArrayList<>(reader.headers(range));
        // The node has newer blocks, so null in place of one of these may pass.
        for (int i = 0; i < LOOKS && headers.size() < range.span(); i++)
            headers.addAll(reader.headers(new BlockRange(range.from() + headers.size(), range.to())));
        if (headers.size() < range.span()) {
            String asked = endpoints.usage().stream().map(EndpointUsage::name).collect(Collectors.joining(", "));
            throw new ChainException.Retryable(
                    asked + " has no block " + (range.from() + headers.size())
                            + ", whose header is needed to check its logs; give the --rpc of a node that is in sync",
                    null);
        }
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).parentHash().equals(headers.get(i - 1).hash())) {
                throw new BranchChanged(headers.get(i).number());
            }
        }
        return headers;
    }

    /**
     * The logs that match one of the patterns, by block and log index.
     *
     * @param headers those of all blocks in question, ascending
     * @param filter that lets through all logs that match a pattern
     * @param keep takes out of an answer what the filter lets through and nobody wants
     * @throws BranchChanged when a log is of another block than the header of its number
     */
    public List<LogEntry> of(
            List<BlockHeader> headers, Set<LogPattern> patterns, LogFilter filter, UnaryOperator<List<LogEntry>> keep) {
        if (level == Verification.RECEIPTS) return proved(headers, patterns);
        BlockRange range =
                new BlockRange(headers.getFirst().number(), headers.getLast().number());
        return reader.logs(filter, range, check(headers, patterns, keep));
    }

    /** As {@link #of}, of blocks that may leave the chain any moment. */
    public List<LogEntry> newest(
            List<BlockHeader> headers, Set<LogPattern> patterns, LogFilter filter, UnaryOperator<List<LogEntry>> keep) {
        if (level == Verification.RECEIPTS || headers.size() > BY_HASH) return of(headers, patterns, filter, keep);
        LogReader.Check check = check(headers, patterns, keep);
        try {
            List<LogEntry> logs = new ArrayList<>();
            headers.forEach(header -> logs.addAll(reader.logs(filter, header, check)));
            return logs;
        } catch (
                ChainException.Rejected gone) { // or too large: by number it is told apart, and the hashes are compared
            return of(headers, patterns, filter, keep);
        }
    }

    private LogReader.Check check(
            List<BlockHeader> headers, Set<LogPattern> patterns, UnaryOperator<List<LogEntry>> keep) {
        return level == Verification.NONE
                ? (_, _, _, logs) -> Optional.of(keep.apply(logs))
                : new AnswerCheck(reader, endpoints, receipts, headers, patterns, keep);
    }

    /** From the receipts, several blocks side by side. */
    private List<LogEntry> proved(List<BlockHeader> headers, Set<LogPattern> patterns) {
        List<LogEntry> logs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                RECEIPTS_AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<List<LogEntry>>> running = headers.stream()
                    .map(header -> threads.submit(() -> wanted(receipts.of(header, true), patterns)))
                    .toList();
            try {
                for (Future<List<LogEntry>> block : running) logs.addAll(block.get());
                return logs;
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("a block's receipts", failure.getCause());
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new ChainException.Fatal("interrupted", interrupt);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** What others emitted is not kept while blocks before are waited for: on a busy chain that is nearly all. */
    private static List<LogEntry> wanted(List<LogEntry> logs, Set<LogPattern> patterns) {
        return logs.stream()
                .filter(entry -> patterns.stream().anyMatch(pattern -> pattern.matches(entry)))
                .toList();
    }
}

package io.gridwork.indexer.source;

import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.LogFilter;
import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.proof.BloomCheck;
import io.gridwork.indexer.proof.LogKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs of blocks whose headers are known, checked as the level says. What an endpoint left out or made up is put right from
 * receipts that prove themselves, and the endpoint is named; what nobody can prove ends the run. Safe to share between
 * threads.
 */
public final class VerifiedLogs {
    private static final Logger log = LoggerFactory.getLogger(VerifiedLogs.class);
    /**
     * Suspicious blocks of a range that are decided by their receipts. Where there are more, the filters are so full that
     * they err often, as on Ethereum's main chain: then so many, spread evenly, are decided like that, and the others asked
     * for once more by their hash, which a node that lacks the block cannot answer. One wrong answer, and all are decided.
     */
    private static final int MOST_DECIDED = 16;

    private static final int RECEIPTS_AT_A_TIME = 8;

    private final LogReader reader;
    private final Endpoints endpoints;
    private final ProvedReceipts receipts;
    private final Verification level;

    public VerifiedLogs(LogReader reader, Endpoints endpoints, Verification level) {
        this.reader = reader;
        this.endpoints = endpoints;
        this.receipts = new ProvedReceipts(endpoints, reader);
        this.level = level;
    }

    public Verification level() {
        return level;
    }

    /** Headers of all blocks of the range, each following on the one before. */
    public List<BlockHeader> headers(BlockRange range) {
        List<BlockHeader> headers = reader.headers(range);
        if (headers.size() < range.span()) {
            throw new ChainException.Retryable(
                    "the node has no block " + (range.from() + headers.size())
                            + ", whose header is needed to check its logs",
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
     * The logs of these kinds, by block and log index.
     *
     * @param headers those of all blocks in question, ascending
     * @param filter that lets through all logs of these kinds
     * @param asked what a node answers to the filter
     * @throws BranchChanged when a log is of another block than the header of its number
     */
    public List<LogEntry> of(
            List<BlockHeader> headers, Set<LogKind> kinds, LogFilter filter, Supplier<List<LogEntry>> asked) {
        return switch (level) {
            case NONE -> asked.get();
            case BLOOM -> bloomChecked(headers, kinds, filter, asked.get());
            case RECEIPTS -> inOrder(headers, header -> proved(header, kinds, true));
        };
    }

    private List<LogEntry> bloomChecked(
            List<BlockHeader> headers, Set<LogKind> kinds, LogFilter filter, List<LogEntry> logs) {
        Map<Long, List<LogEntry>> byBlock = new HashMap<>();
        logs.forEach(entry -> byBlock.computeIfAbsent(entry.blockNumber(), _ -> new ArrayList<>())
                .add(entry));
        BloomCheck check = new BloomCheck(kinds);
        List<BlockHeader> wrong = new ArrayList<>();
        List<BlockHeader> suspicious = new ArrayList<>();
        for (BlockHeader header : headers) {
            List<LogEntry> ofBlock = byBlock.getOrDefault(header.number(), List.of());
            requireOf(header, ofBlock);
            switch (check.of(header.logsBloom(), ofBlock)) {
                case AGREE -> {}
                case SUSPICIOUS -> suspicious.add(header);
                case CONTRADICTION -> wrong.add(header);
            }
        }
        if (wrong.isEmpty() && suspicious.isEmpty()) return logs;
        Set<BlockHeader> toDecide = new LinkedHashSet<>(wrong);
        toDecide.addAll(worthDeciding(suspicious, filter, byBlock));
        Map<Long, List<LogEntry>> decided = decide(toDecide, kinds, filter, byBlock);
        if (decided.isEmpty()) return logs;
        decided.putAll(decide(
                suspicious.stream().filter(header -> !toDecide.contains(header)).toList(), kinds, filter, byBlock));
        byBlock.putAll(decided);
        return headers.stream()
                .flatMap(header -> byBlock.getOrDefault(header.number(), List.of()).stream())
                .toList();
    }

    private static void requireOf(BlockHeader header, List<LogEntry> logs) {
        for (LogEntry entry : logs) {
            if (!entry.blockHash().equals(header.hash())) throw new BranchChanged(header.number());
        }
    }

    /** All of few; of many, some and those that answer otherwise when asked by their hash. */
    private List<BlockHeader> worthDeciding(
            List<BlockHeader> suspicious, LogFilter filter, Map<Long, List<LogEntry>> answered) {
        if (suspicious.size() <= MOST_DECIDED) return suspicious;
        Set<BlockHeader> chosen = new HashSet<>();
        for (int i = 0; i < MOST_DECIDED; i++) {
            chosen.add(suspicious.get(i * suspicious.size() / MOST_DECIDED));
        }
        return suspicious.stream()
                .filter(header -> chosen.contains(header)
                        || !againByHash(header, filter).equals(answered.getOrDefault(header.number(), List.of())))
                .toList();
    }

    private List<LogEntry> againByHash(BlockHeader header, LogFilter filter) {
        try {
            return reader.logs(filter, header);
        } catch (ChainException.Rejected gone) { // it is decided by the receipts then
            log.debug("{}", gone.getMessage());
            return List.of();
        }
    }

    /** @return the true logs of those blocks whose answer was wrong */
    private Map<Long, List<LogEntry>> decide(
            Collection<BlockHeader> headers, Set<LogKind> kinds, LogFilter filter, Map<Long, List<LogEntry>> answered) {
        Map<Long, List<LogEntry>> corrected = new HashMap<>();
        for (BlockHeader header : headers) {
            List<LogEntry> truth = proved(header, kinds, false);
            // The filter may let more through than what is wanted of each contract.
            List<LogEntry> answer = of(kinds, answered.getOrDefault(header.number(), List.of()));
            if (same(truth, answer)) continue;
            blame(header, filter, kinds, truth, answer);
            corrected.put(header.number(), truth);
        }
        return corrected;
    }

    private List<LogEntry> proved(BlockHeader header, Set<LogKind> kinds, boolean rootNeeded) {
        return of(kinds, receipts.of(header, rootNeeded));
    }

    private static List<LogEntry> of(Set<LogKind> kinds, List<LogEntry> logs) {
        return logs.stream()
                .filter(entry -> kinds.stream().anyMatch(kind -> kind.matches(entry)))
                .toList();
    }

    /** Apart from what some answers leave out. */
    private static boolean same(List<LogEntry> some, List<LogEntry> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> same(some.get(i), others.get(i)));
    }

    private static boolean same(LogEntry one, LogEntry other) {
        return one.logIndex() == other.logIndex()
                && one.txHash().equals(other.txHash())
                && one.address().equals(other.address())
                && one.topics().equals(other.topics())
                && one.data().equals(other.data());
    }

    private void blame(
            BlockHeader header, LogFilter filter, Set<LogKind> kinds, List<LogEntry> truth, List<LogEntry> answer) {
        BlockRange block = new BlockRange(header.number(), header.number());
        String lie = "answered eth_getLogs with " + answer.size() + " of the " + truth.size() + " logs that block "
                + header.number() + " has by its receipts root";
        String liar = endpoints.ask(client -> {
            List<LogEntry> again = of(kinds, client.logs(filter, block.from(), block.to()));
            if (same(again, truth)) return "an endpoint";
            endpoints.distrust(client, client.name() + " " + lie);
            return client.name();
        });
        log.warn("{} {}; they are taken from the receipts", liar, lie);
    }

    private interface BlockLogs {
        List<LogEntry> of(BlockHeader header);
    }

    /** Several blocks side by side. */
    private static List<LogEntry> inOrder(List<BlockHeader> headers, BlockLogs each) {
        List<LogEntry> logs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                RECEIPTS_AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<List<LogEntry>>> running = headers.stream()
                    .map(header -> threads.submit(() -> each.of(header)))
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
}

package io.gridwork.indexer.source;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Endpoint;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogFilter;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.proof.BloomCheck;
import io.gridwork.indexer.proof.LogPattern;
import io.gridwork.rpc.ChainException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the logs of one endpoint with the bloom filters of the headers. The receipts of a suspicious block decide: they are
 * checked against the receipts root. An endpoint that gave wrong logs is paused and another is asked. If there is no other, the
 * logs of the receipts replace the wrong ones.
 */
final class AnswerCheck implements LogReader.Check {
    private static final Logger log = LoggerFactory.getLogger(AnswerCheck.class);
    /**
     * Suspicious blocks of a range that are decided by their receipts. Where there are more, the filters are so full that
     * they err often, as on Ethereum's main chain: then so many, spread evenly, are decided like that, and if they are right
     * the others are asked for once more by their hash, which a node that lacks the block cannot answer.
     */
    private static final int MOST_DECIDED = 16;

    private final LogReader reader;
    private final Endpoints endpoints;
    private final ProvedReceipts receipts;
    private final SortedMap<Long, BlockHeader> headers = new TreeMap<>();
    private final Set<LogPattern> patterns;
    private final UnaryOperator<List<LogEntry>> keep;

    /**
     * Of blocks of these headers.
     *
     * @param patterns the logs that must be complete
     * @param keep removes logs that no event source wants
     */
    AnswerCheck(
            LogReader reader,
            Endpoints endpoints,
            ProvedReceipts receipts,
            List<BlockHeader> headers,
            Set<LogPattern> patterns,
            UnaryOperator<List<LogEntry>> keep) {
        this.reader = reader;
        this.endpoints = endpoints;
        this.receipts = receipts;
        headers.forEach(header -> this.headers.put(header.number(), header));
        this.patterns = patterns;
        this.keep = keep;
    }

    /** @throws BranchChanged when the endpoint answered of other blocks than these headers' */
    @Override
    public Optional<List<LogEntry>> of(Endpoint by, LogFilter filter, BlockRange range, List<LogEntry> logs) {
        return new Answer(by, filter, range, keep.apply(logs)).examine();
    }

    /** The answer at hand. */
    private final class Answer {
        private final Endpoint by;
        private final LogFilter filter;
        private final BlockRange range;
        private final Set<LogPattern> asked = new HashSet<>();
        private final List<LogEntry> logs;
        private final Map<Long, List<LogEntry>> byBlock = new HashMap<>();

        Answer(Endpoint by, LogFilter filter, BlockRange range, List<LogEntry> logs) {
            this.by = by;
            this.filter = filter;
            this.range = range;
            this.logs = logs;
            for (LogPattern pattern : patterns) {
                Address address = pattern.address();
                if (address == null
                        || filter.addresses().isEmpty()
                        || filter.addresses().contains(address)) asked.add(pattern);
            }
            logs.forEach(entry -> byBlock.computeIfAbsent(entry.blockNumber(), _ -> new ArrayList<>())
                    .add(entry));
        }

        Optional<List<LogEntry>> examine() {
            BloomCheck check = new BloomCheck(asked);
            List<BlockHeader> wrong = new ArrayList<>();
            List<BlockHeader> suspicious = new ArrayList<>();
            for (BlockHeader header : blocks()) {
                if (!isOf(header)) {
                    wrong.add(header);
                    continue;
                }
                switch (check.of(header.logsBloom(), answered(header))) {
                    case AGREE -> {}
                    case SUSPICIOUS -> suspicious.add(header);
                    case CONTRADICTION -> wrong.add(header);
                }
            }
            if (wrong.isEmpty() && suspicious.isEmpty()) return Optional.of(logs);
            wrong.addAll(some(suspicious));
            suspicious.removeAll(wrong);
            Map<Long, List<LogEntry>> proved = wrongAmong(wrong);
            if (proved.isEmpty()) {
                suspicious.removeIf(header -> keep.apply(againByHash(header)).equals(answered(header)));
                proved = wrongAmong(suspicious);
                suspicious.clear();
            }
            return proved.isEmpty() ? Optional.of(logs) : judge(proved, suspicious);
        }

        private Optional<List<LogEntry>> judge(Map<Long, List<LogEntry>> proved, List<BlockHeader> undecided) {
            BlockHeader first = blocks().stream()
                    .filter(header -> proved.containsKey(header.number()))
                    .findFirst()
                    .orElseThrow();
            String lie = by.name() + " answered eth_getLogs for " + range + " with "
                    + ofPatterns(first).size() + " logs of block " + first.number() + ", which are not the "
                    + proved.getOrDefault(first.number(), List.of()).size() + " that it has by its receipts root";
            boolean lied = isOnBranch(first);
            if (lied && endpoints.distrust(by, range, lie)) return Optional.empty();
            proved.putAll(wrongAmong(undecided));
            by.corrected(proved.size());
            log.warn("{}; the logs of {} blocks are taken from the receipts", lie, proved.size());
            byBlock.putAll(proved);
            return Optional.of(blocks().stream()
                    .flatMap(header -> answered(header).stream())
                    .toList());
        }

        private Collection<BlockHeader> blocks() {
            return headers.subMap(range.from(), range.to() + 1).values();
        }

        private List<LogEntry> answered(BlockHeader header) {
            return byBlock.getOrDefault(header.number(), List.of());
        }

        private List<LogEntry> ofPatterns(BlockHeader header) {
            return answered(header).stream().filter(this::isAsked).toList();
        }

        private boolean isAsked(LogEntry entry) {
            return asked.stream().anyMatch(pattern -> pattern.matches(entry));
        }

        /** Whether its logs name the block. A node that has the block, and names another in a log, contradicts itself. */
        private boolean isOf(BlockHeader header) {
            if (answered(header).stream().allMatch(entry -> entry.blockHash().equals(header.hash()))) return true;
            if (isOnBranch(header)) return false;
            throw new BranchChanged(header.number());
        }

        /** All blocks if they are few; else a sample, spread evenly. */
        private static Set<BlockHeader> some(List<BlockHeader> suspicious) {
            int count = Math.min(suspicious.size(), MOST_DECIDED);
            return IntStream.range(0, count)
                    .mapToObj(i -> suspicious.get(i * suspicious.size() / count))
                    .collect(Collectors.toSet());
        }

        private List<LogEntry> againByHash(BlockHeader header) {
            try {
                return reader.logs(filter, header);
            } catch (ChainException.Rejected gone) { // it is decided by the receipts then
                log.debug("{}", gone.getMessage());
                return List.of();
            }
        }

        /** @return the true logs of those blocks whose answer was wrong */
        private Map<Long, List<LogEntry>> wrongAmong(Collection<BlockHeader> blocks) {
            Map<Long, List<LogEntry>> proved = new HashMap<>();
            for (BlockHeader header : blocks) {
                List<LogEntry> truth = receipts.of(header, false).stream()
                        .filter(this::isAsked)
                        .toList();
                if (!same(truth, ofPatterns(header))) proved.put(header.number(), truth);
            }
            return proved;
        }

        /** An endpoint on another branch gives true logs of another block: that is no lie. */
        private boolean isOnBranch(BlockHeader header) {
            try {
                return by.ask(client -> client.header(BlockTag.at(header.number())))
                        .map(own -> own.hash().equals(header.hash()))
                        .orElse(true);
            } catch (ChainException unanswered) {
                log.debug("{}", unanswered.getMessage());
                return true;
            }
        }
    }

    /** Ignores fields that some answers leave out. */
    private static boolean same(List<LogEntry> some, List<LogEntry> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> same(some.get(i), others.get(i)));
    }

    private static boolean same(LogEntry one, LogEntry other) {
        return one.logIndex() == other.logIndex()
                && one.txIndex() == other.txIndex()
                && one.txHash().equals(other.txHash())
                && one.blockHash().equals(other.blockHash())
                && one.address().equals(other.address())
                && one.topics().equals(other.topics())
                && one.data().equals(other.data());
    }
}

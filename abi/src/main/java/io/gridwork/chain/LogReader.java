package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.RangeAnswer.Answered;
import io.gridwork.chain.RangeAnswer.TooMuch;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ChainLog;
import io.gridwork.rpc.ProviderError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Logs and headers of block ranges, whatever size of answer the node allows. Safe to share between threads. */
public final class LogReader {
    public static final Comparator<LogEntry> CHAIN_ORDER =
            Comparator.comparingLong(LogEntry::blockNumber).thenComparingInt(LogEntry::logIndex);
    /** Addresses in one request: Geth refuses more unless told otherwise, and other providers are near. */
    public static final int MOST_ADDRESSES = 1_000;

    /** Blocks without logs that are asked for too, when that saves a request. */
    private static final int SMALL_GAP = 8;

    private final Endpoints endpoints;
    private final RangeSizer sizer = new RangeSizer();

    public LogReader(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Whom it asks. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** Blocks to ask for next, as far as is known. */
    public long suggestedSpan() {
        return Math.min(sizer.span(), endpoints.maxSpan());
    }

    /** Blocks that the endpoint answers for at once, as far as it told; very many where it did not. */
    public long mostBlocks() {
        return endpoints.maxSpan();
    }

    public BlockHeader head() {
        return endpoints.head();
    }

    public Optional<BlockHeader> header(long number) {
        return endpoints.ask(client -> client.header(BlockTag.at(number)));
    }

    /** All headers of the range, or as many of its first as the node has. */
    public List<BlockHeader> headers(BlockRange range) {
        return endpoints.ask(client -> client.headers(range.from(), range.to()));
    }

    public Bytes code(Address address) {
        return endpoints.ask(client -> client.code(address, BlockTag.LATEST));
    }

    /** What is made of an endpoint's answer. */
    public interface Check {
        Check NONE = (_, _, _, logs) -> Optional.of(logs);

        /**
         * What may be believed.
         *
         * @return empty when the endpoint lied, and another one is to be asked
         */
        Optional<List<LogEntry>> of(Endpoint by, LogFilter filter, BlockRange range, List<LogEntry> logs);
    }

    /** Logs of the range by block and log index. Asks for parts of it where the node finds the whole too large. */
    public List<LogEntry> logs(LogFilter filter, BlockRange range) {
        return logs(filter, range, Check.NONE);
    }

    /** As {@link #logs(LogFilter, BlockRange)}, checked. */
    public List<LogEntry> logs(LogFilter filter, BlockRange range, Check check) {
        if (filter.addresses().size() > MOST_ADDRESSES) {
            return byAddress(filter, each -> logs(each, range, check));
        }
        return switch (endpoints.ask(
                range, client -> checked(client, client.logs(filter, range.from(), range.to()), filter, range))) {
            case Answered<List<LogEntry>>(List<LogEntry> logs, Endpoint by) -> {
                sizer.answered(range.span(), logs.size());
                yield check.of(by, filter, range, logs).orElseGet(() -> logs(filter, range, check));
            }
            case TooMuch<List<LogEntry>>(ProviderError why, ChainException refusal) ->
                inParts(filter, range, check, why, refusal);
        };
    }

    /** Logs of just this block: a node that does not have it says so, by {@link ChainException.Rejected}. */
    public List<LogEntry> logs(LogFilter filter, BlockHeader block) {
        return logs(filter, block, Check.NONE);
    }

    /** As {@link #logs(LogFilter, BlockHeader)}, checked. */
    public List<LogEntry> logs(LogFilter filter, BlockHeader block, Check check) {
        if (filter.addresses().size() > MOST_ADDRESSES) {
            return byAddress(filter, each -> logs(each, block, check));
        }
        BlockRange range = new BlockRange(block.number(), block.number());
        Answered<List<LogEntry>> answer = endpoints.answerTo(endpoint ->
                endpoint.ask(client -> checked(client, client.logs(filter, block.hash()), filter, range)));
        return check.of(answer.by(), filter, range, answer.answer()).orElseGet(() -> logs(filter, block, check));
    }

    private List<LogEntry> inParts(
            LogFilter filter, BlockRange range, Check check, ProviderError why, ChainException refusal) {
        if (why instanceof ProviderError.TooManyAddresses && filter.addresses().size() > 1) {
            ChainLog.log().debug("{}: {}; asking for half of the addresses", range, refusal.getMessage());
            return byAddress(filter, each -> logs(each, range, check));
        }
        if (range.span() == 1) return fromReceipts(filter, range, check, refusal);
        List<BlockRange> parts = RangeParts.of(range, why);
        boolean dense = !(why instanceof ProviderError.MaxSpan) && !(why instanceof ProviderError.TooManyBlocks);
        if (dense) sizer.refused(range.span(), parts.getFirst().span());
        ChainLog.log().debug("{}: {}; asking for {} parts", range, refusal.getMessage(), parts.size());
        List<LogEntry> logs = new ArrayList<>();
        for (BlockRange part : parts) {
            logs.addAll(logs(filter, part, check));
        }
        return logs;
    }

    /** Half of the addresses at a time. */
    private static List<LogEntry> byAddress(LogFilter filter, Function<LogFilter, List<LogEntry>> ask) {
        List<Address> addresses = filter.addresses().stream().sorted().toList();
        int half = addresses.size() / 2;
        return Stream.of(addresses.subList(0, half), addresses.subList(half, addresses.size()))
                .map(part -> new LogFilter(Set.copyOf(part), filter.topics0()))
                .flatMap(part -> ask.apply(part).stream())
                .sorted(CHAIN_ORDER)
                .toList();
    }

    /** The last resort: one block whose logs the node does not give. */
    private List<LogEntry> fromReceipts(LogFilter filter, BlockRange block, Check check, ChainException answer) {
        ChainLog.log().debug("{}: {}; reading its receipts", block, answer.getMessage());
        try {
            Answered<List<LogEntry>> logs = endpoints.answerTo(endpoint -> endpoint.ask(client -> client
                    .blockReceipts(BlockTag.at(block.from()))
                    .orElseThrow(() -> new ChainException.Retryable(
                            client.name() + " has no receipts of block " + block.from(), answer))
                    .stream()
                    .flatMap(receipt -> receipt.logs().stream())
                    .filter(entry -> matches(filter, entry))
                    .toList()));
            return check.of(logs.by(), filter, block, logs.answer()).orElseGet(() -> logs(filter, block, check));
        } catch (ChainException.Rejected rejected) {
            throw new ChainException.Fatal(
                    "neither logs nor receipts of block " + block.from() + " can be read: " + answer.getMessage() + "; "
                            + rejected.getMessage(),
                    rejected);
        }
    }

    /** Seconds since 1970 of each block that has logs: from the logs where the node puts it there, else from headers. */
    public Map<Long, Long> timestamps(List<LogEntry> logs) {
        Map<Long, Long> timestamps = new HashMap<>();
        SequencedSet<Long> missing = new TreeSet<>();
        for (LogEntry entry : logs) {
            Long timestamp = entry.blockTimestamp();
            if (timestamp == null) {
                missing.add(entry.blockNumber());
            } else {
                timestamps.put(entry.blockNumber(), timestamp);
            }
        }
        for (BlockRange run : runs(missing)) {
            headers(run).forEach(header -> timestamps.put(header.number(), header.timestamp()));
        }
        return timestamps;
    }

    private static List<BlockRange> runs(SequencedSet<Long> blocks) {
        List<BlockRange> runs = new ArrayList<>();
        for (long block : blocks) {
            BlockRange last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && block - last.to() <= SMALL_GAP) {
                runs.set(runs.size() - 1, new BlockRange(last.from(), block));
            } else {
                runs.add(new BlockRange(block, block));
            }
        }
        return runs;
    }

    /** Logs as they were asked for and in order; a node that answers anything else is not to be trusted with this request. */
    private static List<LogEntry> checked(ChainClient client, List<LogEntry> logs, LogFilter filter, BlockRange range) {
        LogEntry before = null;
        boolean ordered = true;
        for (LogEntry entry : logs) {
            if (!range.contains(entry.blockNumber()) || entry.removed() || !matches(filter, entry)) {
                throw ChainException.contradictory(client.name()
                        + " answered eth_getLogs for " + range + " with a log that was not asked for: block "
                        + entry.blockNumber() + ", index " + entry.logIndex() + ", address "
                        + entry.address());
            }
            ordered &= before == null || CHAIN_ORDER.compare(before, entry) < 0;
            before = entry;
        }
        return ordered ? logs : sorted(client, logs, range);
    }

    private static List<LogEntry> sorted(ChainClient client, List<LogEntry> logs, BlockRange range) {
        List<LogEntry> sorted = logs.stream().sorted(CHAIN_ORDER).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (CHAIN_ORDER.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw ChainException.contradictory(client.name()
                        + " answered eth_getLogs for " + range + " with two logs of one place: block "
                        + sorted.get(i).blockNumber() + ", index "
                        + sorted.get(i).logIndex());
            }
        }
        return sorted;
    }

    private static boolean matches(LogFilter filter, LogEntry entry) {
        Hash32 topic0 = entry.topics().isEmpty() ? null : entry.topics().getFirst();
        return (filter.addresses().isEmpty() || filter.addresses().contains(entry.address()))
                && (filter.topics0().isEmpty()
                        || (topic0 != null && filter.topics0().contains(topic0)));
    }
}

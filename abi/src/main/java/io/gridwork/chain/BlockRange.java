package io.gridwork.chain;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads headers and logs of a range such that they belong together: hashes link from block to block, every log is of one
 * of these blocks, and no block whose bloom filter speaks of wanted logs comes without.
 */
final class BlockRange {
    private final ChainClient client;
    private final LogFilter filter;
    private final BloomProbe probe;

    BlockRange(ChainClient client, LogFilter filter) {
        this.client = client;
        this.filter = filter;
        this.probe = new BloomProbe(filter);
    }

    /** Empty when the chain moved while it was read, or the endpoint does not have the blocks yet: try again. */
    Optional<ChainUpdate.BlocksApplied> read(long first, long last) {
        List<BlockHeader> headers = client.headers(first, last);
        if (headers.isEmpty() || !isLinked(headers)) return Optional.empty();
        List<LogEntry> logs =
                new ArrayList<>(client.logs(filter, first, headers.getLast().number()));
        if (!belong(logs, headers) || !addMissing(logs, headers)) return Optional.empty();
        logs.sort(Comparator.comparingLong(LogEntry::blockNumber).thenComparingInt(LogEntry::logIndex));
        return Optional.of(new ChainUpdate.BlocksApplied(headers, logs));
    }

    private static boolean isLinked(List<BlockHeader> headers) {
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).parentHash().equals(headers.get(i - 1).hash())) return false;
        }
        return true;
    }

    private static boolean belong(List<LogEntry> logs, List<BlockHeader> headers) {
        long first = headers.getFirst().number();
        for (LogEntry log : logs) {
            long index = log.blockNumber() - first;
            boolean ofBlock = index >= 0
                    && index < headers.size()
                    && headers.get((int) index).hash().equals(log.blockHash());
            if (log.removed() || !ofBlock) return false;
        }
        return true;
    }

    /** Asks again, by hash, for each block whose bloom filter promises logs that did not come. */
    private boolean addMissing(List<LogEntry> logs, List<BlockHeader> headers) {
        Set<Hash32> present = new HashSet<>();
        for (LogEntry log : logs) present.add(log.blockHash());
        for (BlockHeader header : headers) {
            if (present.contains(header.hash()) || !probe.mayHold(header.logsBloom())) continue;
            try {
                logs.addAll(client.logs(filter, header.hash()));
            } catch (ChainException.Rejected gone) {
                return false; // the block has left the chain in the meantime
            }
        }
        return belong(logs, headers);
    }
}

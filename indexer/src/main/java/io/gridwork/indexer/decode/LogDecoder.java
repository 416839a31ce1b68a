package io.gridwork.indexer.decode;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Feed;
import io.gridwork.indexer.event.QuarantinedLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Logs to rows, by the emitting contract and the shape of the log. Pure: shared between threads. */
public final class LogDecoder {
    private record Contract(EventDecoder decoder, IdentityHashMap<EventSchema, EventTable> tables, Set<Hash32> topics) {
        static Contract of(Collection<EventTable> tables) {
            // By identity: the decoder hands back the very schema it was given, and hashing one for each log would
            // cost.
            IdentityHashMap<EventSchema, EventTable> bySchema = new IdentityHashMap<>();
            Set<Hash32> topics = new HashSet<>();
            for (EventTable table : tables) {
                bySchema.put(table.schema(), table);
                if (!table.schema().anonymous()) topics.add(table.schema().topic0());
            }
            return new Contract(new EventDecoder(bySchema.keySet()), bySchema, topics);
        }
    }

    /** What came of some logs, rows in the order of the logs. */
    public record Rows(List<EventRow> rows, List<QuarantinedLog> quarantined) {}

    private final Map<Address, List<Contract>> byAddress = new HashMap<>();
    private final List<Contract> anyAddress;

    public LogDecoder(Collection<Feed> feeds) {
        Map<String, Map<@Nullable Address, List<EventTable>>> tables = new LinkedHashMap<>();
        for (Feed feed : feeds) {
            tables.computeIfAbsent(feed.table().contract(), _ -> new HashMap<>())
                    .computeIfAbsent(feed.address(), _ -> new ArrayList<>())
                    .add(feed.table());
        }
        List<Contract> any = new ArrayList<>();
        tables.values()
                .forEach(contract -> contract.forEach((address, events) -> (address == null
                                ? any
                                : byAddress.computeIfAbsent(address, _ -> new ArrayList<>()))
                        .add(Contract.of(events))));
        anyAddress = List.copyOf(any);
    }

    /**
     * Rows of the feeds this was made for; logs that are of none of them are left out.
     *
     * @param timestamps seconds since 1970 of a log's block
     */
    public Rows decode(List<LogEntry> logs, ToLongFunction<LogEntry> timestamps) {
        Rows into = new Rows(new ArrayList<>(logs.size()), new ArrayList<>());
        for (LogEntry log : logs) {
            long timestamp = timestamps.applyAsLong(log);
            for (Contract contract : byAddress.getOrDefault(log.address(), List.of())) {
                decode(contract, log, timestamp, into);
            }
            for (Contract contract : anyAddress) {
                decode(contract, log, timestamp, into);
            }
        }
        return into;
    }

    private static void decode(Contract contract, LogEntry log, long timestamp, Rows into) {
        switch (contract.decoder().decode(log)) {
            case EventDecoder.Decoded decoded -> {
                EventTable table = Objects.requireNonNull(contract.tables().get(decoded.event()));
                ColumnValues.Made made = ColumnValues.of(decoded.event().inputs(), decoded.values());
                into.rows().add(new EventRow(table, log, timestamp, made.values()));
                if (made.replaced()) {
                    into.quarantined()
                            .add(new QuarantinedLog(
                                    log,
                                    timestamp,
                                    table.schema().signature() + ": a string is not UTF-8; its row in " + table.name()
                                            + " has U+FFFD in place of the stray bytes"));
                }
            }
            case EventDecoder.Undecodable(String reason) -> {
                boolean ours = !log.topics().isEmpty()
                        && contract.topics().contains(log.topics().getFirst());
                if (ours) into.quarantined().add(new QuarantinedLog(log, timestamp, reason));
            }
        }
    }
}

package io.gridwork.indexer.decode;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.QuarantinedLog;
import io.gridwork.indexer.event.RawLogSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Logs to rows, by the emitting contract and the shape of the log. It knows every event of every contract, also when only
 * some are asked for: what a log means does not depend on what is missing. Pure: shared between threads.
 */
public final class LogDecoder {
    /** What came of some logs, rows in the order of the logs. {@code kept}: logs to be kept as the chain holds them. */
    public record Rows(List<EventRow> rows, List<QuarantinedLog> quarantined, List<KeptLog> kept) {
        /** To be added to. */
        public static Rows none() {
            return new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        public void addAll(Rows more) {
            rows.addAll(more.rows);
            quarantined.addAll(more.quarantined);
            kept.addAll(more.kept);
        }
    }

    private record NamedContract(ContractSelector.Children selector, ContractEvents events) {}

    private final Map<EventSource, EventSource> own = new HashMap<>();
    private final Map<Address, List<ContractEvents>> byAddress = new HashMap<>();
    private final List<ContractEvents> anyAddress = new ArrayList<>();
    private final List<NamedContract> named = new ArrayList<>();

    public LogDecoder(Collection<EventSource> eventSources) {
        Map<String, Map<ContractSelector, List<EventSource>>> contracts = new LinkedHashMap<>();
        for (EventSource eventSource : eventSources) {
            if (RawLogSource.is(eventSource) || own.putIfAbsent(eventSource, eventSource) != null) continue;
            contracts
                    .computeIfAbsent(eventSource.table().contract(), _ -> new HashMap<>())
                    .computeIfAbsent(eventSource.selector(), _ -> new ArrayList<>())
                    .add(eventSource);
        }
        contracts
                .values()
                .forEach(contract -> contract.forEach((selector, each) -> {
                    ContractEvents events = new ContractEvents(each);
                    switch (selector) {
                        case ContractSelector.One(Address address) ->
                            byAddress
                                    .computeIfAbsent(address, _ -> new ArrayList<>())
                                    .add(events);
                        case ContractSelector.Any() -> anyAddress.add(events);
                        case ContractSelector.Children children -> named.add(new NamedContract(children, events));
                    }
                }));
    }

    /** All rows of all event sources, for event sources that do not depend on what other events name. */
    public Rows decode(List<LogEntry> logs, ToLongFunction<LogEntry> timestamps) {
        return decode(logs, own.keySet(), timestamps, parameter -> {
            throw new IllegalStateException("nothing is known of " + parameter.name());
        });
    }

    /**
     * Rows of the event sources that are wanted; logs that are of none of them are left out.
     *
     * @param timestamps seconds since 1970 of a log's block
     * @param known what parameters have named, up to these logs
     */
    public Rows decode(
            List<LogEntry> logs,
            Set<EventSource> wanted,
            ToLongFunction<LogEntry> timestamps,
            Function<AddressParameter, FactoryChildren> known) {
        return new Pass(wanted, timestamps, known).over(logs);
    }

    private final class Pass {
        /** By identity: hashing an event source for each log would cost. */
        private final Set<EventSource> wanted = Collections.newSetFromMap(new IdentityHashMap<>());

        private final ToLongFunction<LogEntry> timestamps;
        private final Function<AddressParameter, FactoryChildren> known;
        private final Rows made = Rows.none();
        private final RowMaker maker = new RowMaker();
        private final RawLogFilter rawLogFilter;

        Pass(
                Set<EventSource> eventSources,
                ToLongFunction<LogEntry> timestamps,
                Function<AddressParameter, FactoryChildren> known) {
            eventSources.forEach(eventSource -> wanted.add(own.getOrDefault(eventSource, eventSource)));
            this.timestamps = timestamps;
            this.known = known;
            rawLogFilter = new RawLogFilter(eventSources, known);
        }

        Rows over(List<LogEntry> logs) {
            for (LogEntry log : logs) {
                boolean atAddress = false;
                for (ContractEvents contract : byAddress.getOrDefault(log.address(), List.of())) {
                    atAddress |= decode(contract, log);
                }
                for (ContractEvents contract : anyAddress) {
                    decode(contract, log);
                }
                for (NamedContract contract : named) {
                    if (contract.selector().selects(log, known) && decode(contract.events(), log)) {
                        rawLogFilter.decoded(contract.selector());
                    }
                }
                if (rawLogFilter.keeps(log, atAddress)) made.kept().add(new KeptLog(log, timestamps.applyAsLong(log)));
            }
            return made;
        }

        /** @return whether it gave a row */
        private boolean decode(ContractEvents contract, LogEntry log) {
            if (!contract.concerns(log, wanted)) return false;
            return switch (contract.decode(log, known)) {
                case EventDecoder.Decoded decoded -> {
                    EventSource eventSource = contract.eventSource(decoded.event());
                    boolean isWanted = wanted.contains(eventSource);
                    if (isWanted) add(eventSource.table(), log, decoded);
                    yield isWanted;
                }
                case EventDecoder.Undecodable(String reason) -> {
                    if (contract.isNamed(log) && !isExplained(log)) quarantine(log, reason);
                    yield false;
                }
            };
        }

        /** Whether another configured contract with the same address explains the log. */
        private boolean isExplained(LogEntry log) {
            Stream<ContractEvents> ofNamed = named.stream()
                    .filter(each -> each.selector().selects(log, known))
                    .map(NamedContract::events);
            return Stream.of(byAddress.getOrDefault(log.address(), List.of()).stream(), anyAddress.stream(), ofNamed)
                    .flatMap(each -> each)
                    .anyMatch(each -> each.decode(log, known) instanceof EventDecoder.Decoded);
        }

        private void add(EventTable table, LogEntry log, EventDecoder.Decoded decoded) {
            RowMaker.Made row = maker.row(table, log, timestamps.applyAsLong(log), decoded);
            made.rows().add(row.row());
            if (row.replaced()) {
                quarantine(
                        log,
                        table.schema().signature()
                                + ": a string is not UTF-8; its row has U+FFFD in place of the stray bytes");
            }
        }

        private void quarantine(LogEntry log, String reason) {
            made.quarantined().add(new QuarantinedLog(log, timestamps.applyAsLong(log), reason));
        }
    }
}

package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.Column;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.FactoryChildren;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.RawLogSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of event sources in a range, and logs kept for them: to be looked at, or deleted. */
final class StoredRows {
    private final Connection connection;
    private final RawLogs raw;
    private final Function<AddressParameter, FactoryChildren> known;

    /** @param known what parameters have named, up to the rows written */
    StoredRows(Connection connection, RawLogs raw, Function<AddressParameter, FactoryChildren> known) {
        this.connection = connection;
        this.raw = raw;
        this.known = known;
    }

    List<EventRow> read(Set<EventSource> eventSources, BlockRange range) throws SQLException {
        List<EventRow> rows = new ArrayList<>();
        readEvents(eventSources, range, rows);
        for (EventSource eventSource : eventSources) {
            if (!RawLogSource.is(eventSource)) continue;
            for (KeptLog kept : raw.of(range)) {
                if (eventSource.selector().selects(kept.log(), known)) rows.add(EventRow.of(eventSource.table(), kept));
            }
        }
        return rows;
    }

    private void readEvents(Set<EventSource> eventSources, BlockRange range, List<EventRow> rows) throws SQLException {
        for (Map.Entry<EventTable, String> each : conditions(eventSources).entrySet()) {
            EventTable table = each.getKey();
            String columns = Stream.concat(EventTable.FIXED_COLUMNS.stream(), table.columns().stream())
                    .map(Column::name)
                    .collect(Collectors.joining(", "));
            try (PreparedStatement sql = connection.prepareStatement("SELECT " + columns + " FROM " + table.name()
                    + each.getValue() + " ORDER BY block_number, log_index")) {
                bind(sql, range);
                read(sql, table, rows);
            }
        }
    }

    private static void read(PreparedStatement sql, EventTable table, List<EventRow> rows) throws SQLException {
        try (ResultSet row = sql.executeQuery()) {
            int width = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<Object> values = new ArrayList<>(width);
                for (int i = 1; i <= width; i++) {
                    Object value = row.getObject(i);
                    values.add(value instanceof Number number ? number.longValue() : value);
                }
                rows.add(new EventRow(table, values));
            }
        }
    }

    /** With what is in quarantine of them. */
    void delete(Set<EventSource> eventSources, BlockRange range) throws SQLException {
        for (Map.Entry<EventTable, String> each : conditions(eventSources).entrySet()) {
            EventTable table = each.getKey();
            execute("DELETE FROM " + table.name() + each.getValue(), range);
            String ofEvent = each.getValue() + " AND topic0 = '"
                    + table.schema().topic0().hex() + "'";
            execute("DELETE FROM _quarantine" + ofEvent, range);
        }
        List<ContractSelector> kept = eventSources.stream()
                .filter(RawLogSource::is)
                .map(EventSource::selector)
                .toList();
        if (!kept.isEmpty()) {
            raw.delete(range, log -> kept.stream().anyMatch(selector -> selector.selects(log, known)));
        }
    }

    private void execute(String delete, BlockRange range) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(delete)) {
            bind(sql, range);
            sql.executeUpdate();
        }
    }

    private static void bind(PreparedStatement sql, BlockRange range) throws SQLException {
        sql.setLong(1, range.from());
        sql.setLong(2, range.to());
    }

    /** Which rows of which table: those of the event sources' addresses, or all where an event source has more than one. */
    private static Map<EventTable, String> conditions(Set<EventSource> eventSources) {
        Map<EventTable, List<EventSource>> byTable = new LinkedHashMap<>();
        eventSources.stream()
                .filter(eventSource -> !RawLogSource.is(eventSource))
                .forEach(eventSource -> byTable.computeIfAbsent(eventSource.table(), _ -> new ArrayList<>())
                        .add(eventSource));
        Map<EventTable, String> conditions = new LinkedHashMap<>();
        byTable.forEach((table, ofTable) -> {
            String addresses = ofTable.stream().anyMatch(eventSource -> eventSource.address() == null)
                    ? ""
                    : ofTable.stream()
                            .map(EventSource::address)
                            .map(Address::hex)
                            .collect(Collectors.joining("', '", " AND address IN ('", "')"));
            conditions.put(table, " WHERE block_number BETWEEN ? AND ?" + addresses);
        });
        return conditions;
    }
}

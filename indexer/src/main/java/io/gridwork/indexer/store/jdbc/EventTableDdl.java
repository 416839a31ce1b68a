package io.gridwork.indexer.store.jdbc;

import io.gridwork.indexer.event.Column;
import io.gridwork.indexer.event.EventTable;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQL made from an event's definition. Names come from the naming rules of {@code event}, which need no quotes. */
final class EventTableDdl {
    private EventTableDdl() {}

    /**
     * STRICT, so that a value of another type is refused; without a row id, since rows arrive in the order of the key and
     * one tree is then less than two.
     */
    static String create(EventTable table) {
        Stream<String> fixed = EventTable.FIXED_COLUMNS.stream()
                .map(column -> column.name() + " " + column.storage().sqlType() + " NOT NULL");
        Stream<String> parameters = table.columns().stream().flatMap(EventTableDdl::define);
        return Stream.of(fixed, parameters, Stream.of("PRIMARY KEY (block_number, log_index)"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(
                        ",\n  ", "CREATE TABLE " + table.name() + " (\n  ", "\n) STRICT, WITHOUT ROWID"));
    }

    private static Stream<String> define(Column column) {
        String stored = column.name() + " " + column.storage().sqlType() + " NOT NULL";
        return column.realName() == null
                ? Stream.of(stored)
                : Stream.of(
                        stored,
                        column.realName() + " REAL GENERATED ALWAYS AS (CAST(" + column.name() + " AS REAL)) VIRTUAL");
    }

    static String insert(EventTable table) {
        List<String> names = Stream.concat(EventTable.FIXED_COLUMNS.stream(), table.columns().stream())
                .map(Column::name)
                .toList();
        return "INSERT INTO " + table.name() + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
    }
}

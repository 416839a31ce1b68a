package io.gridwork.indexer.store.jdbc;

import static io.gridwork.indexer.store.jdbc.generated.Tables._COLUMN;
import static io.gridwork.indexer.store.jdbc.generated.Tables._TABLE;

import io.gridwork.indexer.event.Column;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.View;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Creates event tables and views, and keeps what they and their columns mean. */
final class Dictionary {
    private static final String EVENT = "event";
    private static final String VIEW = "view";

    private final Path file;
    private final DSLContext sql;

    Dictionary(Path file, Connection connection) {
        this.file = file;
        sql = DSL.using(connection, SQLDialect.SQLITE, new Settings().withExecuteLogging(false));
    }

    /** All event tables in the file by their names, those of earlier configurations included. */
    Map<String, EventTable> eventTables() {
        return sql.selectFrom(_TABLE)
                .where(_TABLE.KIND.eq(EVENT))
                .fetchMap(
                        row -> row.get(_TABLE.NAME),
                        row -> EventTable.declared(
                                row.get(_TABLE.NAME), row.get(_TABLE.CONTRACT), row.get(_TABLE.DEFINITION)));
    }

    /** Creates those that are not there. @throws Refusal when some are there for other events; then none is created */
    void ensure(List<EventTable> tables) {
        Map<String, String> known =
                sql.select(_TABLE.NAME, _TABLE.DEFINITION).from(_TABLE).fetchMap(_TABLE.NAME, _TABLE.DEFINITION);
        List<EventTable> others = tables.stream()
                .filter(table ->
                        !known.getOrDefault(table.name(), table.declaration()).equals(table.declaration()))
                .toList();
        if (!others.isEmpty()) {
            EventTable first = others.getFirst();
            throw new Refusal("table " + first.name() + " of " + file + " was made for \"" + known.get(first.name())
                    + "\", and the ABI given for contract " + first.contract() + " says \"" + first.declaration()
                    + "\"; to have the rows read again as the ABI says now: gridwork drop --db " + file + " "
                    + others.stream().map(EventTable::name).collect(Collectors.joining(" "))
                    + "; or give the ABI the file was made with, or the contract another name");
        }
        tables.stream().filter(table -> !known.containsKey(table.name())).forEach(this::create);
    }

    private void create(EventTable table) {
        sql.execute(EventTableDdl.create(table));
        String topic0 = table.schema().topic0().hex();
        describe(
                table.name(),
                EVENT,
                table.declaration(),
                "Each " + table.schema().name() + " event of " + table.contract(),
                table.contract(),
                table.schema().name(),
                topic0);
        int position = 0;
        for (Column column : EventTable.FIXED_COLUMNS) {
            describeColumn(
                    table.name(), position++, column.name(), column.storage().sqlType(), null, null, column.meaning());
        }
        for (Column column : table.columns()) {
            describeColumn(
                    table.name(),
                    position++,
                    column.name(),
                    column.storage().sqlType(),
                    column.abiType(),
                    null,
                    column.meaning());
            if (column.realName() != null) {
                describeColumn(
                        table.name(),
                        position++,
                        column.realName(),
                        "REAL",
                        null,
                        null,
                        column.name() + " as a floating-point number, good to 15 digits");
            }
        }
    }

    /** Makes the views anew, so that they are those of this version of the program. */
    void replaceViews(List<View> views) {
        for (String old :
                sql.select(_TABLE.NAME).from(_TABLE).where(_TABLE.KIND.eq(VIEW)).fetch(_TABLE.NAME)) {
            sql.execute("DROP VIEW IF EXISTS " + old);
            sql.deleteFrom(_TABLE).where(_TABLE.NAME.eq(old)).execute();
            sql.deleteFrom(_COLUMN).where(_COLUMN.TABLE_NAME.eq(old)).execute();
        }
        for (View view : views) {
            sql.execute("CREATE VIEW " + view.name() + " AS\n" + view.select());
            describe(view.name(), VIEW, view.select(), view.meaning(), null, null, null);
            int position = 0;
            for (View.ViewColumn column : view.columns()) {
                describeColumn(view.name(), position++, column.name(), "", null, column.unit(), column.meaning());
            }
        }
    }

    private void describe(
            String name,
            String kind,
            String definition,
            String meaning,
            @Nullable String contract,
            @Nullable String event,
            @Nullable String topic0) {
        sql.insertInto(
                        _TABLE,
                        _TABLE.NAME,
                        _TABLE.KIND,
                        _TABLE.DEFINITION,
                        _TABLE.MEANING,
                        _TABLE.CONTRACT,
                        _TABLE.EVENT,
                        _TABLE.TOPIC0)
                .values(name, kind, definition, meaning, contract, event, topic0)
                .execute();
    }

    private void describeColumn(
            String table,
            long position,
            String name,
            String sqlType,
            @Nullable String abiType,
            @Nullable String unit,
            String meaning) {
        sql.insertInto(
                        _COLUMN,
                        _COLUMN.TABLE_NAME,
                        _COLUMN.POSITION,
                        _COLUMN.NAME,
                        _COLUMN.SQL_TYPE,
                        _COLUMN.ABI_TYPE,
                        _COLUMN.UNIT,
                        _COLUMN.MEANING)
                .values(table, position, name, sqlType, abiType, unit, meaning)
                .execute();
    }
}

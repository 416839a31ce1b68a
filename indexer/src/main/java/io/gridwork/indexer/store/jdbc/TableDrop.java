package io.gridwork.indexer.store.jdbc;

import static io.gridwork.indexer.store.jdbc.generated.Tables._COLUMN;
import static io.gridwork.indexer.store.jdbc.generated.Tables._COVERAGE;
import static io.gridwork.indexer.store.jdbc.generated.Tables._FEED;
import static io.gridwork.indexer.store.jdbc.generated.Tables._TABLE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Takes event tables out of a file, with all that the file says of them. A configuration that has such an event still, or has it
 * with another definition, finds nothing covered then, and reads it from its first block on.
 */
public final class TableDrop {
    /** Not where another table has logs of that first topic from that contract: it may be that one's definition that they do not fit. */
    private static final String RELEASE = """
            DELETE FROM _quarantine
            WHERE topic0 = (SELECT topic0 FROM _table WHERE name = ?1)
              AND EXISTS (SELECT 1 FROM _coverage AS c WHERE c.table_name = ?1
                AND (c.address = _quarantine.address OR c.address NOT LIKE '0x%'))
              AND NOT EXISTS (SELECT 1 FROM _coverage AS c JOIN _table AS t ON t.name = c.table_name
                WHERE t.topic0 = _quarantine.topic0 AND t.name <> ?1
                  AND (c.address = _quarantine.address OR c.address NOT LIKE '0x%'))""";

    private static final String UNDECODED = RawLogSource.of(KeepRaw.UNDECODED, new ContractSelector.Any())
            .table()
            .name();

    private final Path file;
    private final DSLContext sql;

    private TableDrop(Path file, Connection connection) {
        this.file = file;
        sql = DSL.using(connection, SQLDialect.SQLITE, new Settings().withExecuteLogging(false));
    }

    /**
     * All of these tables or, when one of them cannot be, none.
     *
     * @return the rows that each had
     * @throws Refusal when there is no such table, another one depends on it, or an indexer is writing to the file
     */
    public static Map<String, Long> of(Path file, Set<String> tables) {
        if (Files.notExists(file) || JdbcEventStore.chain(file) == null) {
            throw new Refusal("there is no database " + file + "; give the --db that gridwork index wrote");
        }
        try (WriterLock _ = WriterLock.take(file);
                Connection connection = DatabaseFile.open(file)) {
            Map<String, Long> dropped = new TableDrop(file, connection).drop(tables);
            connection.commit();
            return dropped;
        } catch (SQLException | DataAccessException | FlywayException e) {
            throw SqliteFailure.of(file, "write to", e);
        }
    }

    private Map<String, Long> drop(Set<String> tables) {
        requireEvents(tables);
        requireNoDependants(tables);
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String each : tables) {
            rows.put(each, drop(each));
        }
        return rows;
    }

    private void requireEvents(Set<String> tables) {
        List<String> events = sql.select(_TABLE.NAME)
                .from(_TABLE)
                .where(_TABLE.KIND.eq("event"))
                .orderBy(_TABLE.NAME)
                .fetch(_TABLE.NAME);
        for (String each : tables) {
            if (!events.contains(each)) {
                throw new Refusal(file + " has no event table " + each + "; give one of " + events);
            }
        }
    }

    /** The rows of some tables name factory children or implementations, on which other tables depend. */
    private void requireNoDependants(Set<String> tables) {
        List<String> dependants = new ArrayList<>();
        for (String each : tables) {
            String parameters = each + ".%";
            dependants.addAll(sql.selectDistinct(_COVERAGE.TABLE_NAME)
                    .from(_COVERAGE)
                    .where(_COVERAGE.ADDRESS.like(parameters))
                    .and(_COVERAGE.TABLE_NAME.in(sql.select(_TABLE.NAME).from(_TABLE)))
                    .union(sql.select(_FEED.TABLE_NAME)
                            .from(_FEED)
                            .where(_FEED.UPGRADED.like(parameters))
                            .or(_FEED.BEACON_UPGRADED.like(parameters))
                            .or(_FEED.BEACONS_UPGRADED.like(parameters)))
                    .fetch(0, String.class));
        }
        dependants.removeAll(tables);
        if (!dependants.isEmpty()) {
            throw new Refusal("by the rows of " + String.join(", ", tables) + " it is known which contracts those of "
                    + String.join(", ", dependants) + " are; drop these too, in the same command");
        }
    }

    private long drop(String name) {
        long rows = sql.select(count()).from(table(name(name))).fetchSingle(0, Long.class);
        sql.execute(RELEASE.replace("?1", "'" + name + "'"));
        // The logs that this table decoded were not kept raw. Without the table, the undecoded raw logs are no longer
        // complete.
        sql.deleteFrom(_COVERAGE)
                .where(_COVERAGE.TABLE_NAME.eq(UNDECODED))
                .and(_COVERAGE.ADDRESS.in(
                        sql.select(_COVERAGE.ADDRESS).from(_COVERAGE).where(_COVERAGE.TABLE_NAME.eq(name))))
                .execute();
        sql.deleteFrom(_COVERAGE).where(_COVERAGE.TABLE_NAME.eq(name)).execute();
        sql.deleteFrom(_FEED).where(_FEED.TABLE_NAME.eq(name)).execute();
        sql.deleteFrom(_COLUMN).where(_COLUMN.TABLE_NAME.eq(name)).execute();
        sql.deleteFrom(_TABLE).where(_TABLE.NAME.eq(name)).execute();
        sql.execute("DROP TABLE " + name);
        return rows;
    }
}

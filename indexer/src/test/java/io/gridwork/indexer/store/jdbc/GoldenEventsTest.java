package io.gridwork.indexer.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs that ethers.js encoded, and the rows they must give, name by name and in this order: {@code golden-events.json}. */
final class GoldenEventsTest {

    @TestFactory
    Stream<DynamicTest> eachLogIsItsRow() throws IOException {
        JsonNode golden;
        try (InputStream in = GoldenEventsTest.class.getResourceAsStream("/golden-events.json")) {
            golden = JsonMapper.shared().readTree(in);
        }
        return StreamSupport.stream(golden.path("vectors").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.path("title").asString(), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws SQLException {
        List<EventTable> tables = EventTables.of(
                Map.of("c", ContractAbi.parse(vector.path("abi").toString()).events()));
        List<EventSource> eventSources = tables.stream()
                .map(table -> new EventSource(table, CannedChain.TOKEN))
                .toList();
        LogDecoder.Rows rows = new LogDecoder(eventSources).decode(List.of(log(vector)), _ -> 5L);
        assertThat(rows.quarantined()).isEmpty();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (EventTable table : tables) {
                connection.createStatement().execute(EventTableDdl.create(table));
            }
            try (RowWriter writer = new RowWriter(connection)) {
                writer.write(rows.rows());
            }
            String table = vector.path("table").asString();
            try (ResultSet row = connection.createStatement().executeQuery("SELECT * FROM " + table)) {
                assertThat(row.next()).isTrue();
                assertThat(columns(row)).containsExactlyEntriesOf(expected(vector.path("columns")));
            }
        }
    }

    private static LogEntry log(JsonNode vector) {
        List<Hash32> topics = new ArrayList<>();
        vector.path("topics").forEach(topic -> topics.add(Hash32.parse(topic.asString())));
        Bytes data = Bytes.parse(vector.path("data").asString());
        return new LogEntry(CannedChain.TOKEN, topics, data, 7, Hash32.ZERO, null, Hash32.ZERO, 0, 0, false);
    }

    /** Numbers and text of all columns behind the fixed ones, but for those that are computed. */
    private static Map<String, Object> columns(ResultSet row) throws SQLException {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 1 + EventTable.FIXED_COLUMNS.size(); i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            if (!(value instanceof Double)) {
                columns.put(
                        row.getMetaData().getColumnName(i), value instanceof Number ? (Object) row.getLong(i) : value);
            }
        }
        return columns;
    }

    /** A JSON number is what the column holds as INTEGER. */
    private static Map<String, Object> expected(JsonNode columns) {
        Map<String, Object> expected = new LinkedHashMap<>();
        columns.properties()
                .forEach(each -> expected.put(
                        each.getKey(),
                        each.getValue().isNumber()
                                ? (Object) each.getValue().asLong()
                                : each.getValue().asString()));
        return expected;
    }
}

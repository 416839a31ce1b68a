package io.gridwork.indexer.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.Column;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Logs of events with any types: from their bytes, through the decoder, into the table made for them, and out again. */
final class AnyEventTest {

    @Property(tries = 400)
    void everyValueIsInItsColumnAsItWas(@ForAll long seed) throws SQLException {
        AnyEvent any = AnyEvent.of(new Random(seed));
        EventTable table =
                EventTables.of(Map.of("Some-Contract", any.abi().events())).getFirst();
        LogDecoder.Rows rows = new LogDecoder(
                        List.of(new EventSource(table, any.log().address())))
                .decode(List.of(any.log()), _ -> 5L);
        assertThat(rows.quarantined()).isEmpty();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            connection.createStatement().execute(EventTableDdl.create(table));
            try (RowWriter writer = new RowWriter(connection)) {
                writer.write(rows.rows());
            }
            try (ResultSet row = connection.createStatement().executeQuery("SELECT * FROM some_contract_any")) {
                assertThat(row.next()).isTrue();
                check(any, table, row);
            }
        }
    }

    /** Columns are read by names without quotes, as analysts write them. */
    private static void check(AnyEvent any, EventTable table, ResultSet row) throws SQLException {
        assertThat(row.getLong("block_number")).isEqualTo(7);
        assertThat(row.getString("tx_hash")).isEqualTo(any.log().txHash().hex());
        assertThat(table.columns()).hasSameSizeAs(any.expected());
        for (int i = 0; i < any.expected().size(); i++) {
            Column column = table.columns().get(i);
            Object expected = any.expected().get(i);
            Object stored =
                    expected instanceof Long ? (Object) row.getLong(column.name()) : row.getString(column.name());
            assertThat(AnyEvent.comparable(expected, stored))
                    .as("%s", column)
                    .isEqualTo(AnyEvent.comparable(expected, expected));
            if (column.realName() != null) {
                double real = new BigDecimal((String) expected).doubleValue();
                assertThat(row.getDouble(column.realName())).isCloseTo(real, offset(Math.abs(real) * 1e-15));
            }
        }
    }
}

package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Small numbers for the addresses and first topics of raw logs, which repeat. Read on first use. */
final class RawValues {
    private final Connection connection;
    private final Map<Address, Long> addresses = new HashMap<>();
    private final Map<Hash32, Long> topics = new HashMap<>();
    private final Map<Long, Address> addressesById = new HashMap<>();
    private final Map<Long, Hash32> topicsById = new HashMap<>();
    private boolean read;

    RawValues(Connection connection) {
        this.connection = connection;
    }

    long id(Address address) throws SQLException {
        read();
        Long known = addresses.get(address);
        return known != null ? known : add(address.toArray());
    }

    long id(Hash32 topic0) throws SQLException {
        read();
        Long known = topics.get(topic0);
        return known != null ? known : add(topic0.toArray());
    }

    Optional<Long> known(Hash32 topic0) throws SQLException {
        read();
        return Optional.ofNullable(topics.get(topic0));
    }

    Address address(long id) throws SQLException {
        read();
        return Objects.requireNonNull(addressesById.get(id));
    }

    Hash32 topic(long id) throws SQLException {
        read();
        return Objects.requireNonNull(topicsById.get(id));
    }

    private void read() throws SQLException {
        if (read) return;
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT id, value FROM _raw_value")) {
            while (row.next()) remember(row.getLong(1), row.getBytes(2));
        }
        read = true;
    }

    private long add(byte[] value) throws SQLException {
        long id = 1L + addresses.size() + topics.size();
        try (PreparedStatement sql = connection.prepareStatement("INSERT INTO _raw_value (id, value) VALUES (?, ?)")) {
            sql.setLong(1, id);
            sql.setBytes(2, value);
            sql.execute();
        }
        remember(id, value);
        return id;
    }

    private void remember(long id, byte[] value) {
        if (value.length == Address.BYTES) {
            addresses.put(Address.of(value), id);
            addressesById.put(id, Address.of(value));
        } else {
            topics.put(Hash32.of(value), id);
            topicsById.put(id, Hash32.of(value));
        }
    }
}

package io.gridwork.transactions;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Tables of {@link TransactionJournal}. They may share a file with others, hence their prefix. */
final class JournalSchema {
    private static final int VERSION = 1;
    private static final List<String> TABLES = List.of("""
            create table if not exists tx_schema (version integer not null) strict""", """
            create table if not exists tx_account (
              chain_id integer not null, account text not null, genesis text not null,
              primary key (chain_id, account)) strict""", """
            create table if not exists tx_action (
              id integer primary key,
              chain_id integer not null, account text not null,
              action_key text not null, nonce integer not null,
              to_address text, data blob not null, value text not null,
              status text not null, note text not null,
              included_hash text, included_block integer, included_block_hash text, fee text,
              unique (chain_id, account, action_key), unique (chain_id, account, nonce)) strict""", """
            create table if not exists tx_attempt (
              action_id integer not null references tx_action (id), number integer not null,
              nonce integer not null, filler integer not null, hash text not null, raw blob not null,
              gas_limit integer not null, max_fee text not null, tip text not null,
              primary key (action_id, number)) strict""");

    private JournalSchema() {}

    /** Makes what is not there; the number is the version of what is. */
    static int create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) statement.executeUpdate(table);
            int version = VERSION;
            try (ResultSet row = statement.executeQuery("select version from tx_schema")) {
                if (row.next()) {
                    version = row.getInt(1);
                } else {
                    statement.executeUpdate("insert into tx_schema values (" + VERSION + ")");
                }
            }
            if (version == VERSION) return version;
            throw new IllegalStateException("the journal has schema " + version + ", and this program knows " + VERSION
                    + ": use the program that wrote it, or a newer one");
        }
    }
}

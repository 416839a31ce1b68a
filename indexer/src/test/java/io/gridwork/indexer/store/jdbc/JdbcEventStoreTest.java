package io.gridwork.indexer.store.jdbc;

import static io.gridwork.indexer.canned.Tokens.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.ProxyImplementations;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.EventStore;
import io.gridwork.indexer.store.EventStoreContractTest;
import io.gridwork.indexer.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcEventStoreTest extends EventStoreContractTest {
    private static final ChainIdentity CHAIN = new ChainIdentity(CannedChain.CHAIN_ID, Hash32.ZERO);

    @TempDir
    Path folder;

    @Override
    protected EventStore open() {
        return open(CHAIN, List.of(Tokens.TRANSFERS));
    }

    private JdbcEventStore open(ChainIdentity chain, List<EventTable> tables) {
        return JdbcEventStore.open(file(), chain, tables, List.of());
    }

    private Path file() {
        return folder.resolve("index.db");
    }

    @Override
    protected List<List<Object>> transfers() {
        return Sql.rows(file(), "SELECT block_number, log_index, value FROM token_transfer ORDER BY 1, 2");
    }

    @Override
    protected List<List<Object>> quarantined() {
        return Sql.rows(file(), "SELECT block_number, reason FROM _quarantine ORDER BY 1");
    }

    @Test
    void aReaderKeepsToTheMomentInWhichItWasOpened() {
        store.write(batch(null, 0, 9, 0, row(CannedChain.TOKEN, 3, 0, 1)));
        try (JdbcEventReader reader = JdbcEventReader.open(file(), CHAIN)) {
            store.write(batch(null, 10, 19, 10, row(CannedChain.TOKEN, 12, 0, 2)));
            BlockRange all = new BlockRange(0, 19);
            assertThat(reader.rows(Set.of(Tokens.TRANSFER_SOURCE), all)).hasSize(1);
            assertThat(reader.coverage(Tokens.TRANSFER_SOURCE).ranges()).containsExactly(new BlockRange(0, 9));
            assertThat(reader.window().getLast().number()).isEqualTo(9);
            assertThat(store.rows(Set.of(Tokens.TRANSFER_SOURCE), all)).hasSize(2);
        }
        store.write(batch(null, 20, 29, 20, row(CannedChain.TOKEN, 22, 0, 3)));
        assertThat(transfers()).hasSize(3);
    }

    @Test
    void aReaderOfAnotherChainIsRefused() {
        assertThatThrownBy(() -> JdbcEventReader.open(file(), new ChainIdentity(5, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll(file().toString(), "chain 5");
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        store.write(batch(null, 0, 9, 0, row(CannedChain.TOKEN, 3, 0, 1)));
        store.close();
        store = open();
        assertThat(store.window()).hasSize(10);
        assertThat(store.coverage(Tokens.TRANSFER_SOURCE).contains(9)).isTrue();
        assertThat(transfers()).hasSize(1);
    }

    @Test
    void aBatchThatFailsLeavesNothing() {
        store.write(batch(null, 0, 9, 0, row(CannedChain.TOKEN, 3, 0, 1)));
        String before = ContentHash.of(file()).hash();
        assertThatThrownBy(() -> store.write(
                        batch(null, 10, 12, 0, row(CannedChain.TOKEN, 11, 0, 1), row(CannedChain.TOKEN, 3, 0, 2))))
                .isInstanceOf(StoreException.class);
        assertThat(ContentHash.of(file()).hash()).isEqualTo(before);
    }

    @Test
    void whoEmitsIsInTheFile() {
        AddressParameter recipient = AddressParameter.of(Tokens.TRANSFERS, "to");
        ProxyImplementations implementations =
                new ProxyImplementations(Set.of(CannedChain.OTHER, CannedChain.TOKEN), recipient, recipient, recipient);
        Set<EventSource> eventSources = Set.of(
                new EventSource(Tokens.TRANSFERS, new ContractSelector.Children(recipient, true), null),
                new EventSource(Tokens.TRANSFERS, new ContractSelector.One(CannedChain.TOKEN), implementations),
                new EventSource(Tokens.TRANSFERS, new ContractSelector.Any(), null),
                RawLogSource.of(KeepRaw.UNDECODED, new ContractSelector.Children(recipient, true)));
        jdbc().describe(eventSources);
        store.write(new Batch(null, new BlockRange(0, 9), eventSources, List.of(), List.of(), List.of()));
        store.close();
        store = open();
        assertThat(jdbc().eventSources()).isEqualTo(eventSources);
    }

    @Test
    void aFileOfAnEarlierVersionThatDoesNotTellWhoEmitsIsNotGuessedAt() {
        ContractSelector named = new ContractSelector.Children(AddressParameter.of(Tokens.TRANSFERS, "to"), false);
        Set<EventSource> eventSources = Set.of(new EventSource(Tokens.TRANSFERS, named, null));
        store.write(new Batch(null, new BlockRange(0, 9), eventSources, List.of(), List.of(), List.of()));
        assertThatThrownBy(() -> jdbc().eventSources())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("token_transfer")
                .hasMessageContaining("gridwork index");
    }

    private JdbcEventStore jdbc() {
        return (JdbcEventStore) store;
    }

    @Test
    void aSecondWriterIsRefusedAndToldWho() {
        assertThatThrownBy(() -> open())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("index.db");
    }

    @Test
    void aFileOfAnotherChainIsRefusedUntouched() throws IOException {
        store.write(batch(null, 0, 9, 0));
        store.close();
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> open(new ChainIdentity(1, Hash32.ZERO), List.of(Tokens.TRANSFERS)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("chain " + CannedChain.CHAIN_ID)
                .hasMessageContaining("chain 1 ");
        assertThatThrownBy(() -> open(
                        new ChainIdentity(CannedChain.CHAIN_ID, new Hash32(1, 2, 3, 4)), List.of(Tokens.TRANSFERS)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("block 0");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void anotherDefinitionOfAnEventIsRefusedUntouched() throws IOException {
        store.write(batch(null, 0, 9, 0, row(CannedChain.TOKEN, 3, 0, 1)));
        store.close();
        byte[] before = Files.readAllBytes(file());
        String renamed = CannedChain.ABI.replace("\"value\"", "\"amount\"");
        List<EventTable> tables =
                EventTables.of(Map.of("token", ContractAbi.parse(renamed).events()));
        assertThatThrownBy(() -> open(CHAIN, tables))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("uint256 value")
                .hasMessageContaining("uint256 amount");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aFileOfANewerVersionIsRefused() throws Exception {
        store.close();
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            sql.createStatement().execute("UPDATE _schema_history SET version = '99' WHERE version = '1'");
        }
        assertThatThrownBy(this::open).isInstanceOf(Refusal.class).hasMessageContaining("version 99");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() throws Exception {
        Path foreign = folder.resolve("other.db");
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + foreign)) {
            sql.createStatement().execute("CREATE TABLE mine (x)");
        }
        assertThatThrownBy(() -> JdbcEventStore.chain(foreign))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another program");
        Path text = Files.writeString(
                folder.resolve("text.db"), "not a database at all, but long enough to be looked at".repeat(50));
        assertThatThrownBy(() -> JdbcEventStore.chain(text))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("text.db");
    }

    @Test
    void theStockShellReadsWhileBatchesAreWritten() throws Exception {
        Assumptions.assumeTrue(sqlite3("SELECT 1").equals("1"), "the sqlite3 shell is not installed");
        for (int i = 0; i < 20; i++) {
            store.write(batch(null, 10L * i, 10L * i + 9, 0, row(CannedChain.TOKEN, 10L * i, 0, Long.MAX_VALUE)));
            assertThat(sqlite3("SELECT count(*) || ' ' || decimal_sum(value) FROM token_transfer"))
                    .isEqualTo((i + 1) + " "
                            + java.math.BigInteger.valueOf(Long.MAX_VALUE)
                                    .multiply(java.math.BigInteger.valueOf(i + 1)));
        }
    }

    private String sqlite3(String query) throws InterruptedException {
        try {
            Process shell = new ProcessBuilder("sqlite3", file().toString(), query)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            shell.waitFor();
            return answer;
        } catch (IOException absent) {
            return "";
        }
    }
}

package io.gridwork.indexer.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwork.chain.BlockRange;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, a file or folder that cannot be written, a file that is damaged or none of ours: said clearly, nothing lost. */
final class DatabaseTroubleTest {
    private static final int ROWS = 2_000;

    @TempDir
    Path folder;

    private static JdbcEventStore open(Path file) {
        return JdbcEventStore.open(
                file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(Tokens.TRANSFERS), List.of());
    }

    /** Batch number n: so many rows in block n. */
    private static Batch batch(long n) {
        List<EventRow> rows = LongStream.range(0, ROWS)
                .mapToObj(index -> Tokens.row(CannedChain.TOKEN, n, (int) index, index))
                .toList();
        List<Block> blocks = List.of(Tokens.block(n, 0));
        return new Batch(null, new BlockRange(n, n), Set.of(Tokens.TRANSFER_SOURCE), blocks, rows, List.of());
    }

    private static long rows(Path file) {
        return (long) Sql.value(file, "SELECT count(*) FROM token_transfer");
    }

    @Test
    void aFullDiskLosesNothingAndTheNextRunGoesOn() throws Exception {
        try (Mount disk = Mount.ofMebibytes(8, folder.resolve("disk"))) {
            Path file = disk.folder().resolve("index.db");
            Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[4 << 20]);
            long written = 0;
            try (JdbcEventStore store = open(file)) {
                StoreException full = null;
                for (; full == null; written += full == null ? 1 : 0) {
                    long next = written;
                    full = catchThrowableOfType(StoreException.class, () -> store.write(batch(next)));
                }
                assertThat(full).hasMessageContaining("index.db").hasMessageContaining("free space");
                assertThat(rows(file)).isEqualTo(written * ROWS);
            }
            Files.delete(ballast);
            try (JdbcEventStore store = open(file)) {
                store.write(batch(written));
                store.write(batch(written + 1));
            }
            assertThat(rows(file)).isEqualTo((written + 2) * ROWS);
            Path fresh = folder.resolve("fresh.db");
            try (JdbcEventStore store = open(fresh)) {
                for (long n = 0; n < written + 2; n++) {
                    store.write(batch(n));
                }
            }
            assertThat(ContentHash.of(file)).isEqualTo(ContentHash.of(fresh));
        }
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        try (Mount disk = Mount.ofMebibytes(8, folder.resolve("disk"))) {
            Path file = disk.folder().resolve("index.db");
            try (JdbcEventStore store = open(file)) {
                store.write(batch(1));
            }
            disk.readOnly();
            assertThatThrownBy(() -> open(file))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("index.db.lock")
                    .hasMessageContaining("may write to");
            assertThat(rows(file)).as("readers do not mind").isEqualTo(ROWS);
            disk.writable();
            try (JdbcEventStore store = open(file)) {
                store.write(batch(2));
            }
            assertThat(rows(file)).isEqualTo(2 * ROWS);
        }
    }

    /** What was read before would otherwise be of a state that is no more the newest, on which SQLite lets nobody write. */
    @Test
    void anIndexThatAnAnalystAddsMeanwhileDoesNotStopTheWriter() throws Exception {
        Path file = folder.resolve("index.db");
        try (JdbcEventStore store = open(file);
                Connection analyst = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            store.write(batch(1));
            assertThat(store.rows(Set.of(Tokens.TRANSFER_SOURCE), new BlockRange(1, 1)))
                    .hasSize(ROWS);
            analyst.createStatement().execute("CREATE INDEX mine ON token_transfer (to_)");
            store.write(batch(2));
            assertThat(store.endpoints()).isEmpty();
            analyst.createStatement().execute("CREATE VIEW my_view AS SELECT 1");
            store.recordEndpoints(List.of());
            store.write(batch(3));
        }
        assertThat(rows(file)).isEqualTo(3 * ROWS);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedUntouched() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "Dear diary, ".repeat(1000));
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("notes.txt")
                .hasMessageContaining("give another --db");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFolderInPlaceOfAFileIsRefused() throws IOException {
        Path file = Files.createDirectory(folder.resolve("index.db"));
        assertThatThrownBy(() -> open(file)).isInstanceOf(Refusal.class).hasMessageContaining("not a file");
    }

    @Test
    void aDamagedPageIsCalledDamage() throws IOException {
        Path file = folder.resolve("index.db");
        try (JdbcEventStore store = open(file)) {
            for (long n = 1; n <= 5; n++) {
                store.write(batch(n));
            }
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 20; page < bytes.length() / 4096; page++) {
                bytes.seek(page * 4096);
                bytes.write(new byte[] {99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99});
            }
        }
        assertThatThrownBy(() -> {
                    try (JdbcEventStore store = open(file)) {
                        store.write(batch(6));
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("malformed")
                .hasMessageContaining("damaged")
                .hasMessageContaining("another --db");
        assertThatThrownBy(() -> rows(file)).isInstanceOf(Refusal.class).hasMessageContaining("damaged");
    }
}

package io.gridwork.indexer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.indexer.query.ResultFormat;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code gridwork query} as a part of a shell's pipe. */
@UnderLoad
final class QueryOutputTest {
    private static final String ENDLESS =
            "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x, 'text of the row' AS words FROM r";

    @TempDir
    Path folder;

    private Path db;

    @BeforeEach
    void createDatabase() throws Exception {
        db = folder.resolve("a.db");
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + db)) {
            sql.createStatement().execute("CREATE TABLE t (n INTEGER)");
        }
    }

    private ProcessBuilder query(ResultFormat format, String sql) {
        return Programs.builder(
                "query", "--db", db.toString(), "--timeout", "0", "--max-rows", "0", "--format", format.name(), sql);
    }

    @ParameterizedTest
    @EnumSource
    void itEndsInSilenceWhenTheReaderHasSeenEnough(ResultFormat format) throws Exception {
        Process process = query(format, ENDLESS)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isNotEmpty();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(process.errorReader(UTF_8).lines()).isEmpty();
    }

    @Test
    void aFullDiskIsAnErrorAndSaysSo() throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        Process process = query(ResultFormat.csv, "SELECT 1")
                .redirectOutput(full.toFile())
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        assertThat(process.errorReader(UTF_8).readLine()).contains("gridwork: error", "No space left");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}

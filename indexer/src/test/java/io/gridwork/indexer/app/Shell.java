package io.gridwork.indexer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The stock {@code sqlite3} shell. */
final class Shell {
    private Shell() {}

    /** Runs a query and gives what it prints. The test is aborted where there is no shell. */
    static String run(Path db, String sql) throws IOException, InterruptedException {
        Process shell;
        try {
            shell = new ProcessBuilder("sqlite3", "-readonly", db.toString(), sql)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            Assumptions.abort("the sqlite3 shell is not installed");
            throw absent;
        }
        String answer = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as("%s: %s", sql, answer).isZero();
        return answer;
    }
}

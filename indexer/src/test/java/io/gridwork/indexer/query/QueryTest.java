package io.gridwork.indexer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.indexer.event.Refusal;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryTest {
    @TempDir
    Path folder;

    private Path db;

    @BeforeEach
    void createDatabase() throws Exception {
        db = folder.resolve("a.db");
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + db)) {
            sql.createStatement().execute("CREATE TABLE t (n INTEGER, s TEXT, r REAL, b BLOB)");
            sql.createStatement().execute("INSERT INTO t VALUES (1, 'a,\"b\"', 1.5, x'00ff'), (-20, NULL, NULL, NULL)");
        }
    }

    private String run(ResultFormat format, String sql) {
        StringWriter out = new StringWriter();
        new Query(sql, Duration.ofSeconds(20), 100).run(db, format, out);
        return out.toString();
    }

    @Test
    void tablesAreAligned() {
        assertThat(run(ResultFormat.table, "SELECT * FROM t")).isEqualTo("""
                  n  s        r  b
                ---  -----  ---  ------
                  1  a,"b"  1.5  0x00ff
                -20
                """);
    }

    @Test
    void csvIsThatOfTheRfc() {
        assertThat(run(ResultFormat.csv, "SELECT * FROM t"))
                .isEqualTo("n,s,r,b\r\n1,\"a,\"\"b\"\"\",1.5,0x00ff\r\n-20,,,\r\n");
    }

    @Test
    void jsonKeepsNumbersTextAndNullApart() {
        assertThat(run(ResultFormat.json, "SELECT *, '7' AS text FROM t").replace("\n", ""))
                .isEqualTo("[{\"n\":1,\"s\":\"a,\\\"b\\\"\",\"r\":1.5,\"b\":\"0x00ff\",\"text\":\"7\"},"
                        + "{\"n\":-20,\"s\":null,\"r\":null,\"b\":null,\"text\":\"7\"}]");
    }

    @Test
    void rowsBeyondTheLimitAreLeftOutAndThatIsSaid() {
        String many = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 10) SELECT x FROM r";
        assertThat(new Query(many, Duration.ofSeconds(20), 3).run(db, ResultFormat.csv, new StringWriter()))
                .isEqualTo(new Query.Outcome(3, true));
        assertThat(new Query(many, Duration.ofSeconds(20), 10).run(db, ResultFormat.csv, new StringWriter()))
                .isEqualTo(new Query.Outcome(10, false));
    }

    @Test
    void aQueryThatNeverEndsIsStopped() {
        String endless = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r";
        assertThatThrownBy(() -> new Query(endless, Duration.ZERO, 3).run(db, ResultFormat.csv, new StringWriter()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--timeout");
    }

    @Test
    void nothingCanBeChanged() {
        for (String write : new String[] {
            "DELETE FROM t",
            "DROP TABLE t",
            "PRAGMA user_version = 3; SELECT 1",
            "ATTACH '" + folder.resolve("x.db") + "' AS x",
            "VACUUM INTO '" + folder.resolve("x.db") + "'"
        }) {
            try {
                run(ResultFormat.csv, write);
            } catch (Refusal expected) {
                assertThat(expected).hasMessageMatching("(the query failed|these are several statements).*");
            }
        }
        assertThat(run(ResultFormat.csv, "SELECT count(*) FROM t")).contains("2");
        assertThat(run(ResultFormat.csv, "PRAGMA user_version")).contains("0");
        assertThat(folder.resolve("x.db")).doesNotExist();
    }

    private void refused(String sql, String... says) {
        assertThatThrownBy(() -> run(ResultFormat.csv, sql))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll(says)
                .hasMessageNotContaining("SQLITE_");
    }

    @Test
    void typicalMistakesAreToldInPlainWords() {
        refused(".tables", "sqlite3 shell", "gridwork schema");
        refused("SELECT 1; SELECT 2", "several statements");
        refused("-- nothing\n;", "empty");
        refused("SELECT * FROM nowhere", "no such table: nowhere", "gridwork schema");
        refused("DELETE FROM t", "only be read");
        refused("BEGIN", "only be read");
    }

    @Test
    void aSemicolonInTextOrCommentEndsNothing() {
        String odd = "SELECT ';' AS \"a;\", 2 AS [b;] /* ; */ -- ;\n;;\n-- the end;";
        assertThat(run(ResultFormat.csv, odd)).isEqualTo("a;,b;\r\n;,2\r\n");
    }

    @Test
    void columnsOfOneNameAreToldApartInJson() {
        assertThat(run(ResultFormat.json, "SELECT 1 AS a, 2 AS a, 3 AS a_2").replace("\n", ""))
                .isEqualTo("[{\"a\":1,\"a_2\":2,\"a_2_2\":3}]");
    }

    @Test
    void aLongTableIsWrittenWhileItIsRead() {
        String many = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 200000)"
                + " SELECT CASE WHEN x = 5000 THEN 'wider' ELSE 'x' END AS c, x FROM r";
        StringWriter out = new StringWriter();
        new Query(many, Duration.ofSeconds(60), Long.MAX_VALUE).run(db, ResultFormat.table, out);
        assertThat(out.toString().lines())
                .hasSize(200_002)
                .startsWith("c     x", "-  ----", "x     1")
                .contains("wider  5000")
                .endsWith("x  200000");
    }

    @Test
    void aMissingFileIsNamedAndNotCreated() {
        Path absent = folder.resolve("absent.db");
        assertThatThrownBy(() -> new Query("SELECT 1", Duration.ofSeconds(1), 1)
                        .run(absent, ResultFormat.csv, new StringWriter()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("absent.db");
        assertThat(absent).doesNotExist();
    }
}

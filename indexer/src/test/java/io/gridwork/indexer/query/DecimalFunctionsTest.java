package io.gridwork.indexer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assumptions;

/** Exact, and the same as the stock shell's. */
final class DecimalFunctionsTest {
    private static Path db;

    @BeforeContainer
    static void createDatabase() throws Exception {
        db = Files.createTempDirectory("decimal").resolve("any.db");
        DriverManager.getConnection("jdbc:sqlite:" + db).createStatement().execute("CREATE TABLE t (x)");
    }

    @Provide
    Arbitrary<BigInteger> integers() {
        BigInteger most = BigInteger.TWO.pow(256);
        return Arbitraries.bigIntegers().between(most.negate(), most);
    }

    private static Object sql(String expression) {
        return Sql.value(db, "SELECT " + expression);
    }

    @Property(tries = 100)
    void theyAreExact(@ForAll("integers") BigInteger a, @ForAll("integers") BigInteger b) {
        String pair = "('" + a + "', '" + b + "')";
        assertThat(sql("decimal_add" + pair)).isEqualTo(a.add(b).toString());
        assertThat(sql("decimal_sub" + pair)).isEqualTo(a.subtract(b).toString());
        assertThat(sql("decimal_mul" + pair)).isEqualTo(a.multiply(b).toString());
        assertThat(sql("decimal_cmp" + pair)).isEqualTo((long) a.compareTo(b));
    }

    @Property(tries = 30)
    void theyAreTheShells(@ForAll @NotEmpty List<@net.jqwik.api.From("integers") BigInteger> values) throws Exception {
        String list = values.stream().map(value -> "('" + value + "')").collect(Collectors.joining(","));
        String query = "WITH v(x) AS (VALUES " + list
                + ") SELECT decimal_sum(x) || ' ' || decimal_sub(decimal_sum(x), '7') FROM v";
        assertThat(Sql.value(db, query)).isEqualTo(shell(query));
    }

    private static String shell(String query) throws InterruptedException {
        try {
            Process shell = new ProcessBuilder("sqlite3", ":memory:", query)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            shell.waitFor();
            return answer;
        } catch (IOException absent) {
            Assumptions.abort("the sqlite3 shell is not installed");
            return "";
        }
    }

    @Example
    void nullIsNullAndIsPassedOverInASum() {
        assertThat(sql("decimal_add(NULL, '1')")).isNull();
        assertThat(sql("decimal_sum(x) FROM (SELECT NULL AS x)")).isNull();
        assertThat(sql("decimal_sum(x) FROM (SELECT NULL AS x UNION ALL SELECT '5')"))
                .isEqualTo("5");
        assertThat(sql("decimal_sum(x) FROM t")).isNull();
        assertThat(sql("units(NULL, 6)")).isNull();
    }

    @Example
    void unitsShowsWholeTokens() {
        assertThat(sql("units('1500000', 6)")).isEqualTo("1.5");
        assertThat(sql("units('1', 18)")).isEqualTo("0.000000000000000001");
        assertThat(sql("units('100000000', 6)")).isEqualTo("100");
        assertThat(sql("units('0', 6)")).isEqualTo("0");
        assertThat(sql("units('-1', 0)")).isEqualTo("-1");
    }

    @Example
    void textThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> sql("decimal_add('one', '2')"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"one\"");
    }
}

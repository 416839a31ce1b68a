package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is promised of its output; how fast it is depends on the machine. */
final class BenchTest {
    private static JsonNode lastLineOf(String... arguments) {
        StringWriter out = new StringWriter();
        assertThat(Main.commands().setOut(new PrintWriter(out)).execute(arguments))
                .isZero();
        return JsonMapper.shared().readTree(out.toString().lines().toList().getLast());
    }

    @Test
    void theLastLineOfBenchIndexIsJsonWithTheFiguresPromised() {
        JsonNode line = lastLineOf("bench", "index", "--events", "2000", "--rounds", "1", "--json");
        assertThat(line.path("events").asLong()).isEqualTo(2_000);
        for (String figure :
                new String[] {"eventsPerSecond", "sqliteCeilingEventsPerSecond", "ratio", "fileBytesPerEvent"}) {
            assertThat(line.path(figure).asDouble()).as(figure).isPositive();
        }
        assertThat(line.has("peakRssMb")).isTrue();
    }

    @Test
    void theLastLineOfBenchVerifyIsJsonWithARateForEachLevel() {
        JsonNode line = lastLineOf("bench", "verify", "--events", "2000", "--rounds", "1", "--json");
        assertThat(line.path("events").asLong()).isEqualTo(2_000);
        for (String work : new String[] {
            "index --verify none",
            "index --verify bloom",
            "index --verify receipts",
            "verify --verify bloom",
            "verify --verify receipts"
        }) {
            assertThat(line.path(work).path("eventsPerSecond").asDouble())
                    .as(work)
                    .isPositive();
            assertThat(line.path(work).path("blocksPerSecond").asDouble())
                    .as(work)
                    .isPositive();
        }
    }
}

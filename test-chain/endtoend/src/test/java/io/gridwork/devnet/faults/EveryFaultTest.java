package io.gridwork.devnet.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The whole table of docs/faults.md. {@code -Dgridwork.faults.write=FILE} plays the empty cells, too, and writes the rows as they end
 * into FILE, and what the commands said into FILE.said. {@code -Dgridwork.faults.only=REGEX} plays the rows that match. Not under load: it takes an hour without.
 */
@EnabledIfSystemProperty(named = "gridwork.all", matches = "true", disabledReason = "it takes an hour; use --all")
final class EveryFaultTest extends TableTest {

    private static final Optional<Path> WRITE =
            Optional.ofNullable(System.getProperty("gridwork.faults.write")).map(Path::of);
    private static final Pattern ONLY = Pattern.compile(System.getProperty("gridwork.faults.only", ""));

    @TestFactory
    Stream<DynamicTest> aCommandEndsAsTheTableSays() {
        List<FaultTable.Row> rows = FaultTable.read().rows().stream()
                .filter(row -> ONLY.matcher(row.plan()).find())
                .toList();
        List<User> users = List.of(User.values());
        return WRITE.map(file -> play.tests(rows, users, new TableReport(rows, file)))
                .orElseGet(() -> play.tests(rows, users));
    }
}

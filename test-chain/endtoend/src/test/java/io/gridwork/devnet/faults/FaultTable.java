package io.gridwork.devnet.faults;

import io.gridwork.testchain.faults.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of docs/faults.md: what a user's command does at a node with a fault. */
record FaultTable(List<Row> rows) {

    private static final Path DOCUMENT = Path.of(System.getProperty("gridwork.root", "../.."), "docs", "faults.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)\\|$");

    /**
     * A line.
     *
     * @param plan as it stands there: {@code internal-error,every=3}
     */
    record Row(String plan, Map<User, Ending> cells) {

        FaultPlan parsed() {
            return FaultPlan.parse(plan);
        }

        Ending ending(User user) {
            return Optional.ofNullable(cells.get(user)).orElse(Ending.NOT_TRIED);
        }

        /** Another ending in one cell. */
        Row with(User user, Ending ending) {
            var others = new EnumMap<>(cells);
            others.put(user, ending);
            return new Row(plan, others);
        }

        @Override
        public String toString() {
            return "| `" + plan + "` | "
                    + cells.values().stream().map(Ending::word).collect(Collectors.joining(" | ")) + " |";
        }
    }

    static FaultTable read() {
        try {
            return new FaultTable(ROW.matcher(Files.readString(DOCUMENT))
                    .results()
                    .map(found -> row(found.group(1), found.group(2)))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String plan, String rest) {
        String[] words = rest.split("\\|", -1);
        if (words.length != User.values().length)
            throw new IllegalArgumentException(DOCUMENT + ": the row of " + plan + " has " + words.length
                    + " cells after the first; give one for each of " + List.of(User.values()));
        var cells = new EnumMap<User, Ending>(User.class);
        var word = List.of(words).iterator();
        for (User user : User.values()) cells.put(user, Ending.of(word.next().strip()));
        return new Row(plan, cells);
    }

    /** @throws IllegalArgumentException if there is none */
    @SuppressWarnings("MissingSummary")
    Row row(String plan) {
        return rows.stream()
                .filter(row -> row.plan().equals(plan))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DOCUMENT + " has no row for " + plan + "; add one"));
    }
}

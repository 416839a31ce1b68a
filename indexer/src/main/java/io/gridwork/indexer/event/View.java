package io.gridwork.indexer.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A view over event tables, with what its columns mean.
 *
 * @param select its query
 */
public record View(String name, String meaning, List<ViewColumn> columns, String select) {
    private static final Pattern COLUMN = Pattern.compile("-- {3}([a-z][a-z0-9_]*)(?: \\[([^]]+)])?: (.+)");

    /** A column of it; {@code unit} null where the value has none. */
    public record ViewColumn(String name, @Nullable String unit, String meaning) {}

    public View {
        columns = List.copyOf(columns);
    }

    /**
     * From a file of SQL that begins with its documentation: comment lines with the meaning, then one for each column, three
     * blanks in, {@code name [unit]: meaning}.
     */
    public static View parse(String name, String text) {
        List<String> comments =
                text.lines().takeWhile(line -> line.startsWith("--")).toList();
        List<ViewColumn> columns = new ArrayList<>();
        StringBuilder meaning = new StringBuilder();
        for (String comment : comments) {
            Matcher column = COLUMN.matcher(comment);
            if (column.matches()) {
                columns.add(new ViewColumn(column.group(1), column.group(2), column.group(3)));
            } else {
                meaning.append(comment.substring(2).strip()).append(' ');
            }
        }
        String select = text.lines()
                .skip(comments.size())
                .collect(Collectors.joining("\n"))
                .strip();
        return new View(name, meaning.toString().strip(), columns, select.replaceFirst(";$", ""));
    }
}

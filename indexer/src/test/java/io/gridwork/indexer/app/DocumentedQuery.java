package io.gridwork.indexer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query as the documents show it.
 *
 * @param before the text above it, up to the query before
 */
record DocumentedQuery(String title, String before, String sql) {
    private static final Pattern BLOCK = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("gridwork query --(?:db|network) \\S+ \"([^\"]+)\"");

    /** Of the cookbook and of the README. */
    static List<DocumentedQuery> all() throws IOException {
        List<DocumentedQuery> queries = new ArrayList<>(in("docs/queries.md", BLOCK));
        queries.addAll(in("README.md", COMMAND));
        return queries;
    }

    /** The blocks of SQL of a document. */
    static List<DocumentedQuery> in(String name) throws IOException {
        return in(name, BLOCK);
    }

    private static List<DocumentedQuery> in(String name, Pattern pattern) throws IOException {
        String text = Files.readString(root().resolve(name));
        List<DocumentedQuery> queries = new ArrayList<>();
        int end = 0;
        for (Matcher query = pattern.matcher(text); query.find(); end = query.end()) {
            int line = (int) text.substring(0, query.start()).lines().count() + 1;
            queries.add(new DocumentedQuery(
                    name + " line " + line,
                    text.substring(end, query.start(1)),
                    query.group(1).strip()));
        }
        if (queries.isEmpty()) throw new IllegalStateException(name + " shows no query");
        return queries;
    }

    /** Of the checkout. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md")) || !Files.exists(folder.resolve("docs"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow();
        }
        return folder;
    }

    boolean isOursAlone() {
        return sql.contains("units(");
    }

    boolean saysSo() {
        return before.contains("gridwork only") || before.contains("gridwork query");
    }
}

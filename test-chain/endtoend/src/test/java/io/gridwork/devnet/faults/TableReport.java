package io.gridwork.devnet.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the cells of a table really end, in a file: rows as they stand in the document, and beside it what the commands said. */
final class TableReport {

    private final Path file;
    private final Path words;
    private final Map<String, FaultTable.Row> rows = new LinkedHashMap<>();

    TableReport(List<FaultTable.Row> rows, Path file) {
        this.file = file;
        this.words = file.resolveSibling(file.getFileName() + ".said");
        for (FaultTable.Row row : rows) this.rows.put(row.plan(), row);
    }

    /** Plays a cell. One that ends as no word of the table says is left empty. */
    Cell.Result noted(TablePlay.Place place, TablePlay.Play play) throws IOException {
        try {
            Cell.Result result = play.result();
            note(place, result.ending(), result.said());
            return result;
        } catch (AssertionError | RuntimeException failed) { // whatever it is, the report is about it
            var text = new StringWriter();
            failed.printStackTrace(new PrintWriter(text));
            note(place, Ending.NOT_TRIED, text.toString());
            throw failed;
        }
    }

    private synchronized void note(TablePlay.Place place, Ending ending, String said) throws IOException {
        rows.computeIfPresent(place.row().plan(), (_, row) -> row.with(place.user(), ending));
        Files.writeString(file, rows.values().stream().map(row -> row + "\n").collect(Collectors.joining()));
        String was = place.expected().word();
        Files.writeString(
                words,
                "### " + place + ": " + (ending == Ending.NOT_TRIED ? "FAILED" : ending.word()) + " (table: " + was
                        + ")\n" + (ending == Ending.WORKS || ending == Ending.NOT_MET ? "" : said + "\n"),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}

package io.gridwork.indexer.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description =
                "Runs one SQL query on the database, which may be written to meanwhile. Nothing can be changed by it.",
        footer = {
            "",
            "Amounts wider than 64 bits are exact decimal text: add them with decimal_sum, decimal_add, decimal_sub, decimal_mul",
            "and decimal_cmp, which the sqlite3 shell has too; units(amount, decimals) shows whole tokens, and is here alone.",
            "Example: gridwork query --db index.db \"select requester, units(price, 6) from jobs where state = 'Completed'\""
        })
final class QueryCommand implements Callable<Integer> {
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** As Linux and macOS say it: whoever reads has seen enough, as {@code head} does. */
    private static final String READER_GONE = "Broken pipe";

    @Mixin
    DatabaseFlags database = new DatabaseFlags();

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    ResultFormat format = ResultFormat.table;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Stop a query that takes longer; 0 for never. Default: ${DEFAULT-VALUE}.")
    int timeout;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Show no more rows; 0 for all. Default: ${DEFAULT-VALUE}.")
    long maxRows;

    @Parameters(paramLabel = "SQL", description = "The query, or - to read it from standard input.")
    String sql = "";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String text = sql.equals("-") ? new String(System.in.readAllBytes(), UTF_8) : sql;
        if (timeout < 0) throw new Refusal("--timeout " + timeout + " is out of bounds; give 0 for no limit, or more");
        if (maxRows < 0) throw new Refusal("--max-rows " + maxRows + " is out of bounds; give 0 for all, or more");
        Query query = new Query(
                text, timeout == 0 ? NEVER : Duration.ofSeconds(timeout), maxRows == 0 ? Long.MAX_VALUE : maxRows);
        Query.Outcome outcome;
        // Not System.out, which keeps errors to itself: a query would go on for a reader that has gone, or write
        // nothing.
        try (Writer out = new BufferedWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8))) {
            outcome = query.run(database.file(), format, out);
        } catch (UncheckedIOException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains(READER_GONE)) return 0;
            throw new Refusal("the result could not be written: " + reason + "; see to where it goes", e);
        }
        if (outcome.truncated()) {
            spec.commandLine()
                    .getErr()
                    .println("gridwork: only the first " + outcome.rows()
                            + " rows are shown; raise --max-rows for more");
        }
        return 0;
    }
}

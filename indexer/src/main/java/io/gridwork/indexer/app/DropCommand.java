package io.gridwork.indexer.app;

import io.gridwork.indexer.store.jdbc.TableDrop;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description =
                "Takes event tables out of a database, rows and all: those of a contract that is wanted no more, or of an event"
                        + " whose ABI was wrong. The next 'gridwork index' that wants the event reads it again, from kept logs"
                        + " (--keep-raw all) or from the node.")
final class DropCommand implements Callable<Integer> {
    @Option(
            names = "--db",
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:GRIDWORK_DB}",
            description =
                    "The file that 'gridwork index' writes; no indexer may be at work on it. Environment: GRIDWORK_DB.")
    Path db = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "TABLE", description = "An event's table, as 'gridwork schema' lists it.")
    List<String> tables = List.of();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        TableDrop.of(db, new LinkedHashSet<>(tables))
                .forEach((table, rows) -> out.println("dropped " + table + ", %,d rows".formatted(rows)));
        out.flush();
        return 0;
    }
}

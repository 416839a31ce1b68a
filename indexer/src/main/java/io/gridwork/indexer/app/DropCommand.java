package io.gridwork.indexer.app;

import io.gridwork.indexer.store.jdbc.TableDrop;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    @Mixin
    DatabaseFlags database = new DatabaseFlags();

    @Parameters(arity = "1..*", paramLabel = "TABLE", description = "An event's table, as 'gridwork schema' lists it.")
    List<String> tables = List.of();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        TableDrop.of(database.file(), new LinkedHashSet<>(tables))
                .forEach((table, rows) -> out.println("dropped " + table + ", %,d rows".formatted(rows)));
        out.flush();
        return 0;
    }
}

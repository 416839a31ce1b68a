package io.gridwork.indexer.app;

import io.gridwork.indexer.event.Column;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.query.SchemaReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Shows the tables and views of a database: columns, types, units, and what each means.")
final class SchemaCommand implements Callable<Integer> {
    private static final List<String> FIXED =
            EventTable.FIXED_COLUMNS.stream().map(Column::name).toList();

    @Mixin
    DatabaseFlags database = new DatabaseFlags();

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "Only this table or view.")
    String table = "";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        SchemaReport report = SchemaReport.of(database.file());
        if (!table.isEmpty()) report = only(report);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            print(report, out);
        }
        out.flush();
        return 0;
    }

    private SchemaReport only(SchemaReport report) {
        List<SchemaReport.Relation> found = report.relations().stream()
                .filter(each -> each.name().equals(table))
                .toList();
        if (found.isEmpty()) {
            throw new Refusal(database.file() + " has no table or view " + table + "; without a name, all are shown");
        }
        return new SchemaReport(report.chainId(), found);
    }

    private static void print(SchemaReport report, PrintWriter out) {
        out.println("Events of chain " + report.chainId()
                + ". Amounts wider than 64 bits are exact decimal text; hashes and addresses lower-case 0x hex.");
        boolean all = report.relations().size() > 1;
        if (all) {
            out.println("Every event's table begins with " + String.join(", ", FIXED)
                    + ": the first two are its key, times are seconds since 1970-01-01 UTC.");
        }
        for (SchemaReport.Relation relation : report.relations()) {
            out.println();
            out.println(relation.name() + ": " + relation.meaning());
            if (relation.kind().equals("event")) out.println("  " + relation.definition());
            for (SchemaReport.Field column : relation.columns()) {
                if (all && relation.kind().equals("event") && FIXED.contains(column.name())) continue;
                String type = column.abiType() == null ? column.type() : column.type() + " (" + column.abiType() + ")";
                String unit = column.unit() == null ? "" : " [" + column.unit() + "]";
                out.println("  %-28s %-20s %s%s"
                        .formatted(column.name(), type, column.meaning(), unit)
                        .stripTrailing());
            }
        }
    }
}

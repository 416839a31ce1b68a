package io.gridwork.indexer.app;

import io.gridwork.indexer.query.ContentHash;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Prints a hash of everything the database says about the chain. Two databases of the same contracts, indexed up to the"
                        + " same block, have the same one, however each came to be.")
final class VerifyCommand implements Callable<Integer> {
    @Option(
            names = "--db",
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:GRIDWORK_DB}",
            description = "The file that 'gridwork index' writes. Environment: GRIDWORK_DB.")
    Path db = Path.of("");

    @Option(names = "--hash", description = "Print the hash alone.")
    boolean hash;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ContentHash.Report report = ContentHash.of(db);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("hash", report.hash());
            fields.put("rows", report.rows());
            out.println(JsonMapper.shared().writeValueAsString(fields));
        } else {
            if (!hash) report.rows().forEach((table, rows) -> out.println("%-40s %,12d rows".formatted(table, rows)));
            out.println(report.hash());
        }
        out.flush();
        return 0;
    }
}

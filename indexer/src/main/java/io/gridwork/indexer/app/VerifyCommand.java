package io.gridwork.indexer.app;

import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.pipeline.Audit;
import io.gridwork.indexer.query.ContentHash;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "With --rpc: reads everything that the database covers once more from a node and says what is missing, extra or different."
                    + " Exit status 1 when there is something.",
            "Without: prints a hash of everything the database says about the chain. Two databases of the same contracts, indexed up to the"
                    + " same block, have the same one, however each came to be."
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    DatabaseFlags database = new DatabaseFlags();

    @Option(names = "--hash", description = "Print the hash alone.")
    boolean hash;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            description =
                    "Node to compare with (default: that of --network). May be given several times: another is asked when one fails"
                            + " or proves nothing.")
    @Nullable List<String> rpc;

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            defaultValue = "bloom",
            description =
                    "How the node itself is checked: none, bloom or receipts, as for 'gridwork index'. Default: bloom.")
    Verification level = Verification.BLOOM;

    @Option(
            names = "--repair",
            description =
                    "Replace the ranges that differ, each in one transaction. No indexer may be writing to the file meanwhile.")
    boolean repair;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (rpc == null && !hash)
            rpc = database.network()
                    .map(known -> List.of(known.rpc().toString()))
                    .orElse(null);
        if (rpc == null) {
            if (repair) throw new ParameterException(spec.commandLine(), "--repair needs a node; give --rpc URL");
            printHash(out);
            return 0;
        }
        if (hash) throw new ParameterException(spec.commandLine(), "--hash reads the file alone; leave --rpc out");
        IndexOptions options = new IndexOptions();
        options.rpc = rpc;
        Audit.Report report =
                AuditRun.of(database.file(), new ConfigReader(options, System.getenv()).rpc(), level, repair);
        out.println(json ? AuditReport.json(report) : AuditReport.text(report, database.file(), repair));
        out.flush();
        return report.findings().isEmpty() || repair ? 0 : 1;
    }

    private void printHash(PrintWriter out) {
        ContentHash.Report report = ContentHash.of(database.file());
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
    }
}

package io.gridwork.worker.app;

import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.ParamSchema;
import io.gridwork.worker.program.Programs;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gridwork program list}. */
@Command(name = "list", description = "List the built-in programs.", mixinStandardHelpOptions = true)
public final class ProgramListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<BuiltIn> programs = Programs.builtIn();
        if (json) {
            out.println(new JsonMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(
                            programs.stream().map(ProgramListCommand::summary).toList()));
        } else {
            for (BuiltIn program : programs) {
                out.printf("%-18s %s%n", program.name(), program.hash());
                out.printf("%18s parameters: %s; unit: %s%n", "", parameters(program), program.unit());
            }
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> summary(BuiltIn program) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("name", program.name());
        summary.put("hash", program.hash().toString());
        summary.put("unit", program.unit());
        summary.put(
                "parameters",
                program.schema().fields().stream()
                        .map(field -> new TreeMap<>(Map.of(
                                "name", field.name(), "type", field.type().name(), "meaning", field.meaning())))
                        .toList());
        return summary;
    }

    private static String parameters(BuiltIn program) {
        String names =
                program.schema().fields().stream().map(ParamSchema.Field::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}

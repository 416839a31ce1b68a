package io.gridwork.worker.app;

import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.ParamSchema;
import io.gridwork.worker.program.Task;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gridwork program show}. */
@Command(
        name = "show",
        description = "Show a built-in program: hash, manifest, parameters, an example, the kernel.",
        mixinStandardHelpOptions = true)
public final class ProgramShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", converter = ProgramArgument.class, description = "The program's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BuiltIn program;

    @Option(names = "--manifest", description = "Print the canonical manifest alone, byte for byte.")
    private boolean manifestOnly;

    @Option(names = "--source", description = "Print the kernel's source alone.")
    private boolean sourceOnly;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String manifest = new String(program.manifest().canonical().toArray(), StandardCharsets.UTF_8);
        if (manifestOnly) {
            out.print(manifest);
        } else if (sourceOnly) {
            out.print(program.source());
        } else {
            out.println("name      " + program.name());
            out.println("hash      " + program.hash());
            out.println("unit      " + program.unit());
            out.println("manifest  " + manifest);
            for (ParamSchema.Field field : program.schema().fields()) {
                out.printf("parameter %-12s %-8s %s%n", field.name(), field.type(), field.meaning());
            }
            Task example = program.example();
            long units = program.units(example.params());
            out.println("example   " + program.schema().decode(example.params()) + ", input of "
                    + example.input().size() + " bytes, " + units + (units == 1 ? " unit" : " units") + ", output of "
                    + program.outputLength(example.params()) + " bytes");
        }
        out.flush();
        return 0;
    }
}

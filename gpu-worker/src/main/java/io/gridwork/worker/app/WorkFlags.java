package io.gridwork.worker.app;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which program runs, on what. */
final class WorkFlags {
    @Option(
            names = "--program",
            description = "A built-in program's name, such as gemm-i8; or give --manifest and --source.")
    Optional<String> program = Optional.empty();

    @Option(names = "--param", paramLabel = "NAME=VALUE", split = ",", description = "The program's parameters.")
    Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--params-hex", paramLabel = "0x…", description = "The parameters already encoded.")
    Optional<Bytes> paramsHex = Optional.empty();

    @Option(names = "--example", description = "Parameters and input of the built-in program's own example.")
    boolean example;

    @Option(names = "--manifest", paramLabel = "FILE", description = "Manifest of a kernel of your own (opencl-job/1).")
    Optional<Path> manifest = Optional.empty();

    @Option(names = "--source", paramLabel = "FILE", description = "Its OpenCL source.")
    Optional<Path> source = Optional.empty();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "The input. job post sends up to 16 KiB with the job; for more give --input-uri or --input-dir.")
    Optional<Path> input = Optional.empty();

    Task task() throws IOException {
        if (example && (!params.isEmpty() || paramsHex.isPresent() || input.isPresent()))
            throw new IllegalArgumentException(
                    "--example brings its own parameters and input: leave it out, or --param, --params-hex and --input");
        Program asked = program();
        Bytes encoded = parameters(asked);
        Bytes bytes =
                example && asked instanceof BuiltIn builtIn ? builtIn.example().input() : inputBytes();
        return new Task(asked, encoded, bytes);
    }

    private Program program() throws IOException {
        if (manifest.isPresent() && source.isPresent()) {
            String kernel = Files.readString(source.get());
            return new UserKernel(Manifest.parse(Files.readString(manifest.get()), kernel), kernel);
        }
        String names = Programs.builtIn().stream().map(BuiltIn::name).collect(Collectors.joining(", "));
        String name = program.orElseThrow(() -> new IllegalArgumentException(
                "say what to run: --program NAME (" + names + "), or --manifest FILE and --source FILE"));
        return Programs.byName(name)
                .map(found -> (Program) found)
                .orElseThrow(() -> new IllegalArgumentException("no program \"" + name + "\": there are " + names));
    }

    private Bytes parameters(Program asked) {
        if (paramsHex.isPresent()) return paramsHex.get();
        if (!(asked instanceof BuiltIn builtIn)) return Bytes.EMPTY;
        return example ? builtIn.example().params() : builtIn.schema().encode(params);
    }

    private Bytes inputBytes() throws IOException {
        return input.isPresent() ? Bytes.wrap(Files.readAllBytes(input.get())) : Bytes.EMPTY;
    }
}

package io.gridwork.worker.app;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.InputUri;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.UserKernel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a requester wants computed. */
final class SpecFlags {
    /** Content up to that size is posted with the job; every node and every indexer keeps it for ever, so not more. */
    private static final int INLINE_LIMIT = 16 << 10;

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
            description = "The input; posted inline up to 16 KiB, else give --input-uri or --input-dir too.")
    Optional<Path> input = Optional.empty();

    @Option(names = "--input-uri", paramLabel = "URI", description = "Where workers can fetch the input.")
    Optional<String> inputUri = Optional.empty();

    @Option(
            names = "--input-dir",
            paramLabel = "DIR",
            description =
                    "Copy the input there, named by its hash, and post its address: below --input-url, else its file: address,"
                            + " for workers that see this folder (worker run --local-content).")
    Optional<Path> inputDir = Optional.empty();

    @Option(
            names = "--input-url",
            paramLabel = "URL",
            description = "Under which a web server of yours serves --input-dir, with a slash at the end.")
    Optional<URI> inputUrl = Optional.empty();

    @Option(names = "--hire", paramLabel = "NODE", description = "Hire this node directly (one seat).")
    long hire;

    @Option(names = "--exclude", paramLabel = "NODE", split = ",", description = "Nodes that may not claim.")
    List<Long> exclude = List.of();

    /**
     * @param units what it amounts to, in the program's own unit
     * @param inputBytes of the input, as far as it is here
     */
    record Asked(JobSpec spec, long units, long inputBytes) {}

    Asked asked() throws IOException, JobFault {
        if (example && (!params.isEmpty() || paramsHex.isPresent() || input.isPresent()))
            throw new IllegalArgumentException(
                    "--example brings its own parameters and input: leave it out, or --param, --params-hex and --input");
        Program asked = program();
        Bytes encoded = parameters(asked);
        Bytes bytes =
                example && asked instanceof BuiltIn builtIn ? builtIn.example().input() : inputBytes();
        List<String> addresses = new ArrayList<>(List.of(inputUri.isPresent() ? inputUri.get() : address(bytes)));
        if (asked instanceof UserKernel kernel) {
            addresses.add(address(kernel.manifest().canonical()));
            addresses.add(address(Bytes.wrap(Files.readAllBytes(source.orElseThrow()))));
        }
        JobSpec spec = new JobSpec(
                new ProgramHash(asked.hash()),
                bytes.keccak256(),
                new InputUri(addresses).text(),
                encoded,
                asked.outputLength(encoded),
                new NodeId(hire),
                exclude.stream().map(NodeId::new).toList());
        return new Asked(spec, asked.units(encoded), bytes.size());
    }

    /** Where workers will find the content: in the job itself, or in a folder that is served to them. */
    private String address(Bytes content) {
        if (inputDir.isEmpty() || content.isEmpty()) {
            if (content.size() <= INLINE_LIMIT) return ContentFetcher.inline(content);
            throw new IllegalArgumentException(
                    content.size() + " bytes are too many to be posted with the job (the limit is " + INLINE_LIMIT
                            + "): serve them and give --input-uri, or give --input-dir with --input-url");
        }
        Hash32 name = content.keccak256();
        ContentStore store = new ContentStore(inputDir.get().toAbsolutePath());
        store.put(name, content);
        if (inputUrl.isPresent()) return inputUrl.get().resolve(name.hex()).toString();
        return store.path(name).orElseThrow().toUri().toString();
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

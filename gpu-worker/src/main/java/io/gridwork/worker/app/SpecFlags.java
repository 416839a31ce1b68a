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
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a requester wants computed, and how workers come by it. */
final class SpecFlags {
    /** Content up to that size is posted with the job; every node and every indexer keeps it for ever, so not more. */
    private static final int INLINE_LIMIT = 16 << 10;

    @Mixin
    WorkFlags what = new WorkFlags();

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
        Task task = what.task();
        List<String> addresses =
                new ArrayList<>(List.of(inputUri.isPresent() ? inputUri.get() : address(task.input())));
        if (task.program() instanceof UserKernel kernel) {
            addresses.add(address(kernel.manifest().canonical()));
            addresses.add(address(Bytes.wrap(kernel.source().getBytes(StandardCharsets.UTF_8))));
        }
        JobSpec spec = new JobSpec(
                new ProgramHash(task.program().hash()),
                task.input().keccak256(),
                new InputUri(addresses).text(),
                task.params(),
                task.program().outputLength(task.params()),
                new NodeId(hire),
                exclude.stream().map(NodeId::new).toList());
        return new Asked(spec, task.program().units(task.params()), task.input().size());
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
}

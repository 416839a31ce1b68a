package io.gridwork.worker.app;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.request.Download;
import io.gridwork.worker.request.JobLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code job fetch}: the output, checked against the root on chain. */
@Command(
        name = "fetch",
        description = "Fetch a job's output, check it against the result on chain, and write it to a file.",
        mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ChainFlags chain = new ChainFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
    Path out = Path.of("output");

    @Option(
            names = "--local-content",
            description = "Allow outputs on this machine's own networks, as on a development network.")
    boolean localContent;

    @Option(
            names = "--fetch-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Longest fetch (default: ${DEFAULT-VALUE}).")
    int fetchTimeout;

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, ContentException, InterruptedException {
        Contracts contracts = chain.contracts();
        JobLookup lookup = new JobLookup(contracts);
        ContentFetcher fetcher = new ContentFetcher(Duration.ofSeconds(fetchTimeout), localContent);
        Bytes output = new Download(lookup, fetcher).output(id);
        write(output);
        PostedJob job = lookup.posted(id);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", id.toString());
        facts.put("file", out.toString());
        facts.put("bytes", output.size());
        facts.put("root", lookup.standing(id).result().toString());
        description(job, output).ifPresent(text -> facts.put("output", text));
        new Output(spec.commandLine().getOut(), json).table(facts);
        return 0;
    }

    /** All of it or nothing. */
    private void write(Bytes output) throws IOException {
        Path part = out.resolveSibling(out.getFileName() + ".part");
        Files.write(part, output.toArray());
        Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<String> description(PostedJob job, Bytes output) {
        Optional<BuiltIn> program = Programs.byHash(job.spec().programHash().value());
        try {
            return program.isEmpty()
                    ? Optional.empty()
                    : Optional.of(program.get().describe(job.spec().params(), output));
        } catch (JobFault fault) {
            return Optional.of("the job failed: " + fault.error());
        }
    }
}

package io.gridwork.worker.app;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Standing;
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

    @Option(names = "--png", paramLabel = "FILE", description = "Also write the picture, when the output is one.")
    Optional<Path> png = Optional.empty();

    @Option(
            names = "--error-record",
            description = "If the job failed, write the record of its error, which is its result (default: refuse).")
    boolean errorRecord;

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, ContentException, InterruptedException {
        Contracts contracts = chain.contracts();
        JobLookup lookup = new JobLookup(contracts);
        ContentFetcher fetcher = new ContentFetcher(Duration.ofSeconds(fetchTimeout), localContent);
        Bytes output = new Download(lookup, fetcher).output(id);
        Standing standing = lookup.standing(id);
        if (standing.isDisputed())
            spec.commandLine()
                    .getErr()
                    .println("gridwork: warning: the output may be wrong: job " + id + " is " + standing.words());
        Optional<JobError> failure = JobError.in(output);
        if (failure.isPresent() && !errorRecord)
            throw new IllegalArgumentException("job " + id + " has no output: "
                    + failure.get().words() + " (" + failure.get().name() + "). " + out + " is not written");
        write(out, output);
        PostedJob job = lookup.posted(id);
        Optional<BuiltIn> program = Programs.byHash(job.spec().programHash().value());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", id.toString());
        facts.put("file", out.toString());
        facts.put("bytes", output.size());
        facts.put("root", standing.result().toString());
        if (failure.isPresent())
            facts.put("failure", failure.get().words() + " (" + failure.get().name() + ")");
        else if (program.isPresent()) facts.put("output", description(program.get(), job, output));
        if (png.isPresent())
            facts.put("png", picture(program, job, output, png.get()).toString());
        new Output(spec.commandLine().getOut(), json).table(facts);
        return 0;
    }

    /** All of it or nothing. */
    static void write(Path file, Bytes content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content.toArray());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String description(BuiltIn program, PostedJob job, Bytes output) {
        try {
            return program.describe(job.spec().params(), output);
        } catch (JobFault fault) {
            return "the job failed: " + fault.error().words();
        }
    }

    private static Path picture(Optional<BuiltIn> program, PostedJob job, Bytes output, Path file) throws IOException {
        try {
            Optional<Bytes> picture = program.isEmpty()
                    ? Optional.empty()
                    : program.get().png(job.spec().params(), output);
            write(file, picture.orElseThrow(() -> new IllegalArgumentException("the output is no picture (--png)")));
            return file;
        } catch (JobFault fault) {
            throw new IllegalArgumentException(
                    "the job failed, so there is no picture (--png): "
                            + fault.error().words(),
                    fault);
        }
    }
}

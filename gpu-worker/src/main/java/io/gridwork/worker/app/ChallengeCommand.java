package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.jury.Challenger;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.request.JobLookup;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import io.gridwork.worker.step.Inputs;
import io.gridwork.worker.step.ProgramFinder;
import io.gridwork.worker.step.Recompute;
import io.gridwork.worker.step.SelfCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code job challenge}: says that a proposed result is wrong, with a bond. */
@Command(
        name = "challenge",
        description =
                "Challenge a proposed result: compute it here and, if it is another, put down a bond of the size of a seat's.",
        mixinStandardHelpOptions = true)
final class ChallengeCommand implements Callable<Integer> {
    private static final long MAX_INPUT = 256L << 20;
    private static final long SELF_CHECK_UNITS = 16;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ChainFlags chain = new ChainFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description =
                    "Whose bond it is, mode 0600. What its vault balance of the stake token lacks is deposited first.")
    Path key = Path.of("challenger.key");

    @Option(
            names = "--result",
            paramLabel = "0x…",
            description = "The right result root, if you know it (default: it is computed here).")
    Optional<String> result = Optional.empty();

    @Option(
            names = "--device",
            defaultValue = RunnerConfig.AUTO,
            description =
                    "auto (the best OpenCL device), part of an OpenCL device's name, or reference (plain Java, slow)"
                            + " (default: ${DEFAULT-VALUE}).")
    String device = RunnerConfig.AUTO;

    @Option(
            names = "--local-content",
            description = "Allow job content from this machine's files and its own networks.")
    boolean localContent;

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, RunnerException, InterruptedException {
        Signer signer = chain.signer(key);
        Contracts contracts = chain.contracts();
        JobLookup lookup = new JobLookup(contracts);
        PostedJob job = lookup.posted(id);
        Challenger.requireOpen(job, lookup.standing(job));
        ResultRoot right = result.isPresent() ? ResultRoot.parse(result.get()) : computed(job);
        try (ChainFlags.Sending sending = chain.sending(contracts, signer)) {
            new Challenger(contracts, sending.actions()).challenge(job, right);
        }
        new Output(spec.commandLine().getOut(), json)
                .say(
                        Map.of("job", id.toString(), "challenged", true, "root", right.toString()),
                        "challenged: " + id + ", the right root is " + right);
        return 0;
    }

    private ResultRoot computed(PostedJob job) throws RunnerException, InterruptedException {
        RunnerConfig config = new RunnerConfig(
                device,
                1,
                RunnerConfig.DEFAULT.memoryBytes(),
                RunnerConfig.DEFAULT.isolation(),
                RunnerConfig.DEFAULT.watts());
        ContentFetcher fetcher = new ContentFetcher(Duration.ofSeconds(60), localContent);
        ContentStore kept = new ContentStore(chain.dir.resolve("inputs"));
        try (JobRunner runner = RunnerPool.open(config)) {
            Recompute recompute = new Recompute(
                    new Inputs(fetcher, kept, MAX_INPUT),
                    new ProgramFinder(fetcher, kept),
                    runner,
                    new SelfCheck(runner, new SecureRandom(), SELF_CHECK_UNITS));
            return switch (recompute.of(job)) {
                case Recompute.Found(ResultRoot found, long _) -> found;
                case Recompute.NotYet(String why) -> throw new IllegalArgumentException(cannot(why));
                case Recompute.Never(String why) -> throw new IllegalArgumentException(cannot(why));
            };
        }
    }

    private String cannot(String why) {
        return "the result of job " + id + " cannot be computed here: " + why + "; give the right one with --result";
    }
}

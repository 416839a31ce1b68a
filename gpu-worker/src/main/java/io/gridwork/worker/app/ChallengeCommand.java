package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.DownloadBudget;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.SqliteJournal;
import io.gridwork.worker.jury.Challenger;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.Trial;
import io.gridwork.worker.market.UnsettledException;
import io.gridwork.worker.request.JobLookup;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import io.gridwork.worker.step.Inputs;
import io.gridwork.worker.step.Look;
import io.gridwork.worker.step.ProgramFinder;
import io.gridwork.worker.step.Recompute;
import io.gridwork.worker.step.SelfCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code job challenge}: says that a proposed result is wrong, with a bond, and opens that claim when the jury has voted. */
@Command(
        name = "challenge",
        description = {
            "Challenge a proposed result: compute it here and, if it is another, put down a bond of the size of a seat's.",
            "The command then waits for the jury to vote, and opens the challenge: one that is not opened wins nothing and costs a part of its"
                    + " bond. If the command is interrupted, or with --no-wait, give it again in time to open the challenge."
        },
        mixinStandardHelpOptions = true)
final class ChallengeCommand implements Callable<Integer> {
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

    @Option(
            names = "--no-wait",
            description = "Do not wait for the jury. You must give the command again to open the challenge.")
    boolean noWait;

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, RunnerException, InterruptedException {
        Signer signer = chain.signer(key);
        Contracts contracts = chain.contracts();
        JobLookup lookup = new JobLookup(contracts);
        PostedJob job = lookup.posted(id);
        Files.createDirectories(chain.dir);
        // Every account has a journal of its own: its challenges are opened with the account's own salts.
        Path file = chain.dir.resolve("challenges-" + signer.address() + ".db");
        try (Journal journal = SqliteJournal.open(file);
                ChainFlags.Sending sending = chain.sending(contracts, signer)) {
            Challenger challenger = new Challenger(contracts, sending.actions(), journal);
            if (challenger.earlier(job).isEmpty()) challenge(challenger, job, lookup.standing(job));
            Challenge challenge = challenger.earlier(job).orElseThrow();
            if (noWait) challenger.advance(challenge);
            else await(challenger, challenge);
            withPurse(challenger, () -> challenger.requireMade(job));
            report(challenge, lookup.standing(job), challenger.isOpened(job));
        }
        return 0;
    }

    private void challenge(Challenger challenger, PostedJob job, Standing now)
            throws RunnerException, InterruptedException {
        int others = challenger.requireOpen(job);
        ResultRoot right = result.isPresent() ? ResultRoot.parse(result.get()) : computed(challenger, job);
        challenger.requireWrong(job, right);
        tell("The proposed result is " + now.result() + ", and the right one is " + right + ".");
        if (others > 0)
            tell("It is disputed already by " + others + (others == 1 ? " account" : " accounts") + "; you join them.");
        tell(challenger.terms(job));
        withPurse(challenger, () -> challenger.challenge(job, right));
        if (!noWait)
            tell("Challenged. Waiting for the jury; stop with Ctrl-C and give the same command again to go on.");
    }

    /** Does it, and where it is refused says what lies in the vault for a bond, and how to get it out. */
    private void withPurse(Challenger challenger, Runnable act) {
        try {
            act.run();
        } catch (RefusedException e) {
            String purse = challenger
                    .purse()
                    .map(amount -> ". Your vault balance is " + amount + "; take it out with: gridwork worker withdraw"
                            + " --token stake --owner-key " + key)
                    .orElse("");
            throw new RefusedException(e.getMessage() + purse);
        }
    }

    /** Follows the dispute to its end, and tells each new phase. */
    private void await(Challenger challenger, Challenge challenge) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        String told = "";
        while (true) {
            String words;
            try {
                Trial now = challenger.advance(challenge);
                if (!challenger.isFollowing(challenge)) return;
                words = now.wordsWithLimit();
            } catch (ChainException.Retryable | UnsettledException | RefusedException e) {
                words = "trying again: " + e.getMessage();
            }
            if (!words.equals(told)) tell(words);
            told = words;
            never.await(500, TimeUnit.MILLISECONDS);
        }
    }

    private void tell(String line) {
        PrintWriter progress = spec.commandLine().getErr();
        progress.println(line);
        progress.flush();
    }

    private void report(Challenge challenge, Standing now, boolean opened) {
        boolean over = now.state().isTerminal();
        new Output(spec.commandLine().getOut(), json)
                .say(
                        Map.of(
                                "job",
                                id.toString(),
                                "challenged",
                                true,
                                "root",
                                challenge.root().toString(),
                                "state",
                                now.state().name(),
                                "result",
                                now.result().toString()),
                        over
                                ? "the dispute is over: the job is " + now.words() + ". The root on the chain is "
                                        + now.result()
                                        + "; you said " + challenge.root() + ". " + outcome(challenge, now, opened)
                                        + ". See who got what with: gridwork job status " + id
                                : "challenged: " + id + ", the right root is " + challenge.root()
                                        + "; give the same command again to open the challenge once the jury has voted:"
                                        + " without that, a part of the bond is lost");
    }

    private static String outcome(Challenge challenge, Standing now, boolean opened) {
        if (!opened) return "Your challenge was not opened: if the jury found a result, a part of your bond is lost";
        return challenge.root().value().equals(now.result())
                ? "Your bond is back in the vault, and a quarter more of it if you were the first to say so"
                : "Where the jury found the proposed result your bond is lost, else a part of it";
    }

    private ResultRoot computed(Challenger challenger, PostedJob job) throws RunnerException, InterruptedException {
        RunnerConfig config = new RunnerConfig(
                device,
                1,
                RunnerConfig.DEFAULT.memoryBytes(),
                RunnerConfig.DEFAULT.isolation(),
                RunnerConfig.DEFAULT.watts());
        Downloads downloads =
                new Downloads(new ContentFetcher(Duration.ofSeconds(60), localContent), DownloadBudget.unlimited());
        ContentStore kept = new ContentStore(chain.dir.resolve("inputs"));
        try (JobRunner runner = RunnerPool.open(config)) {
            Recompute recompute = new Recompute(
                    new Look(
                            new ProgramFinder(downloads, kept),
                            new Inputs(downloads, kept, Inputs.MOST_JUDGED),
                            runner),
                    runner,
                    new SelfCheck(runner, new SecureRandom(), SELF_CHECK_UNITS),
                    challenger::deliveredAt);
            return switch (recompute.of(job)) {
                case Recompute.Found(ResultRoot found, long _) -> found;
                case Recompute.Finding none ->
                    throw new IllegalArgumentException("the result of job " + id + " cannot be computed here: "
                            + none.words() + "; give the right one with --result");
            };
        }
    }
}

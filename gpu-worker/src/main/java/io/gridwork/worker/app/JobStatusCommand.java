package io.gridwork.worker.app;

import static io.gridwork.contracts.JobState.COMPLETED;

import io.gridwork.contracts.JobId;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.request.Delivered;
import io.gridwork.worker.request.JobLookup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
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

/** {@code job status}: a job as the chain knows it. */
@Command(name = "status", description = "A job as the chain knows it.", mixinStandardHelpOptions = true)
final class JobStatusCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ChainFlags chain = new ChainFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description =
                    "Wait up to that long for its end; exit 1 when it ends otherwise than completed, or not in time.")
    Optional<Long> wait = Optional.empty();

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Output output = new Output(spec.commandLine().getOut(), json);
        if (wait.isPresent()) return await(chain, id, wait.get(), output);
        output.table(facts(chain.contracts(), id));
        return 0;
    }

    /** Waits for a job's end and shows it. */
    static int await(ChainFlags chain, JobId id, long seconds, Output output) throws IOException, InterruptedException {
        Contracts contracts = chain.contracts();
        JobLookup lookup = new JobLookup(contracts);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        CountDownLatch never = new CountDownLatch(1);
        Standing standing = lookup.standing(id);
        while (!standing.state().isTerminal() && System.nanoTime() < end) {
            never.await(500, TimeUnit.MILLISECONDS);
            standing = lookup.standing(id);
        }
        output.table(facts(contracts, id));
        if (standing.state() == COMPLETED) return 0;
        if (standing.state().isTerminal()) return 1;
        throw new IllegalArgumentException(
                "job " + id + " is still " + standing.state() + " after " + seconds + " s (--wait)");
    }

    private static Map<String, Object> facts(Contracts contracts, JobId id) {
        JobLookup lookup = new JobLookup(contracts);
        ChainReader reader = new ChainReader(contracts);
        Standing standing = lookup.standing(id);
        PostedJob job = lookup.posted(id);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", id.toString());
        facts.put("state", standing.state().name());
        facts.put(
                "program",
                Programs.byHash(job.spec().programHash().value())
                        .map(BuiltIn::name)
                        .orElse(job.spec().programHash().toString()));
        facts.put("seats", standing.seated() + " of " + standing.seats() + ", " + standing.quorum() + " must agree");
        facts.put(
                "price",
                Amounts.text(standing.price(), reader.decimals(job.order().token())) + " "
                        + reader.symbol(job.order().token()));
        facts.put(
                standing.state().isTerminal() ? "ended" : "deadline",
                standing.deadline().toString());
        facts.put("result", standing.result().toString());
        List<Delivered> delivered = lookup.delivered(id);
        for (Delivered one : delivered) {
            facts.put(
                    "seat " + one.seat(),
                    "node " + one.node() + " " + one.root() + " "
                            + (one.uri().isEmpty() ? one.output().size() + " bytes inline" : one.uri()));
        }
        return facts;
    }
}

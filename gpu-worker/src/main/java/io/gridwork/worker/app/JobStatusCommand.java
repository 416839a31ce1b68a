package io.gridwork.worker.app;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.VerdictReader;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.request.Delivered;
import io.gridwork.worker.request.JobLookup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Mixin
    WaitFlags waiting = new WaitFlags();

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Contracts contracts = chain.contracts();
        if (waiting.areGiven()) waiting.await(contracts, id, spec.commandLine().getErr());
        show(contracts, id, new Output(spec.commandLine().getOut(), json));
        return 0;
    }

    /** What the chain knows of a job; for people with the state in words. */
    static void show(Contracts contracts, JobId id, Output output) {
        JobLookup lookup = new JobLookup(contracts);
        Standing standing = lookup.standing(id);
        Map<String, Object> facts = facts(contracts, lookup, standing, id);
        Map<String, String> words = new LinkedHashMap<>(Map.of("state", standing.words()));
        if (standing.isWithoutRightSeat()) words.put("result", standing.result() + ", which no node has delivered");
        output.table(facts, words);
    }

    private static Map<String, Object> facts(Contracts contracts, JobLookup lookup, Standing standing, JobId id) {
        ChainReader reader = new ChainReader(contracts);
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
        facts.put(
                "result",
                standing.result().equals(Hash32.ZERO)
                        ? "none yet"
                        : standing.result().toString());
        List<Delivered> delivered = lookup.delivered(id);
        delivered.stream()
                .filter(one -> one.root().value().equals(standing.result()))
                .flatMap(one -> JobError.in(one.output()).stream())
                .findFirst()
                .ifPresent(failure -> facts.put("failure", failure.words() + " (" + failure.name() + ")"));
        for (Delivered one : delivered) {
            facts.put(
                    "seat " + one.seat(),
                    "node " + one.node() + " " + one.root() + " "
                            + (one.uri().isEmpty() ? one.output().size() + " bytes inline" : one.uri()));
        }
        if (standing.state().isTerminal())
            new VerdictReader(contracts)
                    .of(job)
                    .ifPresent(verdict -> new VerdictLines(reader, job.order().bond()).addTo(facts, verdict));
        return facts;
    }
}

package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobTerms;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code job post}: puts the money into escrow and the job on the market. */
@Command(
        name = "post",
        description = "Post a job. Deposits what the vault lacks of the price and fee first.",
        mixinStandardHelpOptions = true)
final class PostCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    @Mixin
    SpecFlags what = new SpecFlags();

    @Mixin
    TermsFlags offer = new TermsFlags();

    @Option(
            names = "--nonce",
            description =
                    "Names the job: a second post with the same one and the same terms is the same job (default: random).")
    Optional<BigInteger> nonce = Optional.empty();

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Wait up to that long for the job's end.")
    Optional<Long> wait = Optional.empty();

    @Override
    public Integer call() throws IOException, JobFault, InterruptedException {
        JobSpec job = what.spec();
        Map<String, Object> facts = flags.with((contracts, requester) -> {
            ChainReader reader = new ChainReader(contracts);
            JobTerms terms = offer.terms(reader, job.programHash(), job.units());
            JobId id = requester.post(terms, job, nonce.orElseGet(() -> new BigInteger(64, new SecureRandom())));
            Map<String, Object> posted = new LinkedHashMap<>();
            posted.put("job", id.toString());
            posted.put("program", job.programHash().toString());
            posted.put("units", job.units());
            posted.put("n", terms.n());
            posted.put("k", terms.k());
            posted.put(
                    "escrow",
                    Amounts.text(requester.escrow(terms), reader.decimals(terms.token())) + " "
                            + reader.symbol(terms.token()));
            return posted;
        });
        new Output(spec.commandLine().getOut(), flags.json).say(facts, String.valueOf(facts.get("job")));
        if (wait.isEmpty()) return 0;
        JobId id = JobId.parse(String.valueOf(facts.get("job")));
        return JobStatusCommand.await(
                flags.chain, id, wait.get(), new Output(spec.commandLine().getOut(), flags.json));
    }
}

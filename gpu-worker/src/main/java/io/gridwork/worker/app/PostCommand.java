package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.request.SignedOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    OrderFlags offer = new OrderFlags();

    @Option(
            names = "--sign-only",
            paramLabel = "FILE",
            description =
                    "Post nothing: write the signed order there, for anyone to post and pay the gas for (job relay)."
                            + " The money is the requester's vault balance.")
    Optional<Path> signOnly = Optional.empty();

    @Mixin
    WaitFlags waiting = new WaitFlags();

    @Override
    public Integer call() throws IOException, JobFault, InterruptedException {
        SpecFlags.Asked asked = what.asked();
        Output output = new Output(spec.commandLine().getOut(), flags.json);
        if (signOnly.isPresent()) {
            if (waiting.areGiven())
                throw new ParameterException(spec.commandLine(), "--sign-only posts nothing to --wait for");
            output.table(sign(asked, signOnly.get()));
            return 0;
        }
        Map<String, Object> facts = flags.with((contracts, requester) -> {
            ChainReader reader = new ChainReader(contracts);
            JobOrder order = offer.order(reader, flags.chain, requester.account(), asked);
            return facts(reader, requester.post(order, asked.spec()), order, asked);
        });
        JobId id = JobId.parse(String.valueOf(facts.get("job")));
        if (!waiting.areGiven()) {
            output.say(facts, String.valueOf(id));
            return 0;
        }
        PrintWriter progress = spec.commandLine().getErr();
        progress.println("posted job " + id);
        Contracts contracts = flags.chain.contracts();
        waiting.await(contracts, id, progress);
        JobStatusCommand.show(contracts, id, output);
        return 0;
    }

    private Map<String, Object> sign(SpecFlags.Asked asked, Path file) throws IOException {
        Signer signer = flags.chain.signer(flags.key);
        Contracts contracts = flags.chain.contracts();
        ChainReader reader = new ChainReader(contracts);
        JobOrder order = offer.order(reader, flags.chain, signer.address(), asked);
        SignedOrder signed = SignedOrder.sign(contracts, order, asked.spec(), signer);
        signed.write(file);
        Map<String, Object> facts = facts(reader, signed.id(), order, asked);
        facts.put("file", file.toString());
        return facts;
    }

    private static Map<String, Object> facts(ChainReader reader, JobId id, JobOrder order, SpecFlags.Asked asked) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", id.toString());
        facts.put("program", asked.spec().programHash().toString());
        facts.put("units", order.units());
        facts.put("n", order.n());
        facts.put("k", order.k());
        facts.put(
                "escrow",
                Amounts.text(reader.escrow(order), reader.decimals(order.token())) + " "
                        + reader.symbol(order.token()));
        return facts;
    }
}

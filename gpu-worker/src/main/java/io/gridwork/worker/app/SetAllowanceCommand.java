package io.gridwork.worker.app;

import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.node.NodeOwner;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker set-allowance}: how much of a node's stake the market and its jury may lock. */
@Command(
        name = "set-allowance",
        description = "Set how much of a node's stake the market and its jury may lock together.",
        mixinStandardHelpOptions = true)
final class SetAllowanceCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OwnedNodeFlags flags = new OwnedNodeFlags();

    @Parameters(
            paramLabel = "TOKENS",
            description = "How much, in whole stake tokens; seats get half of it. 0: no new jobs and no jury duty.")
    String allowance = "";

    @Override
    public Integer call() throws IOException {
        Exposure exposure = flags.with((contracts, sending) -> {
            ChainReader reader = new ChainReader(contracts);
            BigInteger amount = Amounts.units("TOKENS", allowance, reader.decimals(reader.stakeToken()));
            new NodeOwner(contracts, sending.actions())
                    .setAllowance(flags.id(), amount, OwnerFlags.purpose("allowance:" + flags.node));
            return Exposure.of(contracts, reader, amount);
        });
        new Output(spec.commandLine().getOut(), flags.owner.json)
                .say(Map.of("node", flags.node, "allowance", allowance), "node " + flags.node + ": " + exposure);
        return 0;
    }
}

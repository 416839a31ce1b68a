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

/** {@code worker stake}: adds to a node's stake. */
@Command(name = "stake", description = "Add to a node's stake.", mixinStandardHelpOptions = true)
final class StakeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OwnedNodeFlags flags = new OwnedNodeFlags();

    @Parameters(paramLabel = "TOKENS", description = "How much, in whole stake tokens.")
    String amount = "";

    @Override
    public Integer call() throws IOException {
        String symbol = flags.with((contracts, sending) -> {
            ChainReader reader = new ChainReader(contracts);
            BigInteger units = Amounts.someUnits("TOKENS", amount, reader.decimals(reader.stakeToken()));
            String purpose = sending.purpose(spec.commandLine(), "stake", flags.node, units);
            new NodeOwner(contracts, sending.actions()).stake(flags.id(), units, purpose);
            return reader.symbol(reader.stakeToken());
        });
        new Output(spec.commandLine().getOut(), flags.owner.json)
                .say(
                        Map.of("node", flags.node, "staked", amount),
                        "node " + flags.node + ": staked " + amount + " " + symbol
                                + " more. The node can claim jobs that are posted from now on, but none posted before");
        return 0;
    }
}

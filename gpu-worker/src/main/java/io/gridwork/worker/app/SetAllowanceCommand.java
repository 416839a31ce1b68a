package io.gridwork.worker.app;

import io.gridwork.contracts.NodeId;
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
import picocli.CommandLine.Option;
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
    OwnerFlags flags = new OwnerFlags();

    @Option(names = "--node", required = true, paramLabel = "ID", description = "The node.")
    long node;

    @Parameters(
            paramLabel = "TOKENS",
            description = "How much, in whole stake tokens; seats get half of it. 0: no new jobs and no jury duty.")
    String allowance = "";

    @Override
    public Integer call() throws IOException {
        Exposure exposure = flags.with((contracts, sending) -> {
            ChainReader reader = new ChainReader(contracts);
            BigInteger amount = Amounts.units(allowance, reader.decimals(reader.stakeToken()));
            new NodeOwner(contracts, sending.actions())
                    .setAllowance(new NodeId(node), amount, OwnerFlags.purpose("allowance:" + node));
            return Exposure.of(contracts, reader, amount);
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(Map.of("node", node, "allowance", allowance), "node " + node + ": " + exposure);
        return 0;
    }
}

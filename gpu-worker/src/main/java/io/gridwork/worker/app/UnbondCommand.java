package io.gridwork.worker.app;

import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.node.NodeOwner;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker unbond}: takes stake out, in two steps with the cool-down between. */
@Command(
        name = "unbond",
        description = "Start to take free stake out; without an amount, collect what has finished its cool-down.",
        mixinStandardHelpOptions = true)
final class UnbondCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OwnedNodeFlags flags = new OwnedNodeFlags();

    @Parameters(arity = "0..1", paramLabel = "TOKENS", description = "How much, in whole stake tokens.")
    Optional<String> amount = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Left left = flags.with((contracts, sending) -> {
            ChainReader reader = new ChainReader(contracts);
            NodeOwner owner = new NodeOwner(contracts, sending.actions());
            if (amount.isEmpty()) owner.collect(flags.id(), OwnerFlags.purpose("unbond:" + flags.node));
            else {
                BigInteger units = Amounts.someUnits("TOKENS", amount.get(), reader.decimals(reader.stakeToken()));
                owner.unbond(flags.id(), units, sending.purpose(spec.commandLine(), "unbond", flags.node, units));
            }
            return new Left(reader.node(flags.id()), reader.symbol(reader.stakeToken()));
        });
        NodeAccount account = left.account();
        String text = amount.isEmpty()
                ? "node " + flags.node + ": the stake is in the owner's vault balance. Pay it out with:"
                        + " gridwork worker withdraw --token STAKE_TOKEN"
                : "node " + flags.node + ": " + amount.get() + " " + left.symbol()
                        + " will leave the stake. Collect it from " + account.unlockAt()
                        + " on with: gridwork worker unbond --node " + flags.node;
        new Output(spec.commandLine().getOut(), flags.owner.json)
                .say(
                        Map.of(
                                "node",
                                flags.node,
                                "unbonding",
                                account.unbonding().toString(),
                                "unlockAt",
                                account.unlockAt().toString()),
                        text);
        return 0;
    }

    private record Left(NodeAccount account, String symbol) {}
}

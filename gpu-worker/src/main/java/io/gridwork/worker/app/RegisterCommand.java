package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.node.NodeOwner;
import java.io.IOException;
import java.math.BigInteger;
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

/** {@code worker register}: makes a node, owned by the cold key, run by the hot key, with its first stake. */
@Command(
        name = "register",
        description = "Register a node and stake for it. The owner's key signs; the operator's key will run it.",
        mixinStandardHelpOptions = true)
final class RegisterCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OwnerFlags flags = new OwnerFlags();

    @Option(names = "--operator", paramLabel = "ADDRESS", description = "The hot key's address.")
    Optional<Address> operator = Optional.empty();

    @Option(
            names = "--operator-key",
            paramLabel = "FILE",
            description = "Or the hot key's file, to read the address from.")
    Optional<Path> operatorKey = Optional.empty();

    @Option(
            names = "--stake",
            required = true,
            paramLabel = "TOKENS",
            description = "First stake, in whole stake tokens, such as 100 or 2.5.")
    String stake = "";

    @Option(
            names = "--allowance",
            paramLabel = "TOKENS",
            description =
                    "Most stake that the market and its jury may lock together, in whole stake tokens; seats get half of it"
                            + " (default: the stake).")
    Optional<String> allowance = Optional.empty();

    @Option(
            names = "--class",
            defaultValue = "1",
            description = "Hardware class, fixed for the node's life (default: ${DEFAULT-VALUE}).")
    int nodeClass;

    @Option(
            names = "--node-slots",
            defaultValue = "1",
            description = "Jobs it can be bound to at once (default: ${DEFAULT-VALUE}).")
    int slots;

    @Option(
            names = "--capabilities",
            defaultValue = "",
            description = "What the node can do, in words; its Keccak-256 is published.")
    String capabilities = "";

    @Override
    public Integer call() throws IOException {
        Address hot = operator();
        Registered registered = flags.with((contracts, sending) -> {
            ChainReader reader = new ChainReader(contracts);
            int decimals = reader.decimals(reader.stakeToken());
            BigInteger amount = Amounts.units("--stake", stake, decimals);
            BigInteger exposed = Amounts.units("--allowance", allowance.orElse(stake), decimals);
            requireEnough(amount, reader, contracts);
            if (exposed.signum() == 0)
                throw new IllegalArgumentException(
                        "--allowance is 0, which lets the node take no job and no jury seat. Give a part of the stake with --allowance, or leave it out for all of it");
            Hash32 published = Keccak256.hash(capabilities);
            String purpose =
                    sending.purpose(spec.commandLine(), "register", hot, nodeClass, slots, published, amount, exposed);
            NodeId node = new NodeOwner(contracts, sending.actions())
                    .register(hot, nodeClass, slots, published, amount, exposed, purpose);
            return new Registered(node, Exposure.of(contracts, reader, exposed));
        });
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("node", registered.node().value());
        facts.put("operator", hot.toString());
        facts.put("stake", stake);
        facts.put("allowance", allowance.orElse(stake));
        new Output(spec.commandLine().getOut(), flags.json)
                .say(
                        facts,
                        "node " + registered.node() + " is registered with a stake of " + stake + " "
                                + registered.exposure().symbol() + ". " + registered.exposure()
                                + ". Run it with: gridwork worker run --operator-key FILE --node " + registered.node()
                                + " and the same network");
        return 0;
    }

    private record Registered(NodeId node, Exposure exposure) {}

    private static void requireEnough(BigInteger amount, ChainReader reader, Contracts contracts) {
        BigInteger least = reader.minStake();
        if (amount.compareTo(least) >= 0) return;
        int decimals = reader.decimals(reader.stakeToken());
        throw new IllegalArgumentException("a stake of " + Amounts.text(amount, decimals) + " is too low: chain "
                + contracts.deployment().chainId() + " asks for at least " + Amounts.text(least, decimals)
                + " (--stake)");
    }

    private Address operator() throws IOException {
        if (operator.isPresent()) return operator.get();
        if (operatorKey.isPresent())
            return flags.chain.signer(operatorKey.get()).address();
        throw new ParameterException(spec.commandLine(), "name the hot key: --operator ADDRESS or --operator-key FILE");
    }
}

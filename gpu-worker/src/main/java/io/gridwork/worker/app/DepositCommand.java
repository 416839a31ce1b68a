package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.VaultAccount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code worker deposit}, {@code job deposit}: money for signed orders and for challenges, which take it from the vault and nowhere else. */
@Command(
        name = "deposit",
        description = "Pay tokens into a vault balance: for signed orders, or as the purse for challenges.",
        mixinStandardHelpOptions = true)
final class DepositCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    ChainFlags chain = new ChainFlags();

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "Whose wallet pays, mode 0600.")
    Path key = Path.of("owner.key");

    @Option(
            names = "--token",
            required = true,
            description = "The token: a symbol of the network, an address, \"native\", or \"stake\".")
    String token = "";

    @Option(
            names = "--for",
            paramLabel = "ADDRESS",
            description = "Whose vault balance grows (default: that of --key).")
    Optional<Address> owner = Optional.empty();

    @Parameters(paramLabel = "TOKENS", description = "How much, in whole tokens.")
    String amount = "";

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Signer signer = chain.signer(key);
        Contracts contracts = chain.contracts();
        ChainReader reader = new ChainReader(contracts);
        Address which = token.equals("stake") ? reader.stakeToken() : chain.token("--token", token);
        Address of = owner.orElse(signer.address());
        BigInteger units = Amounts.someUnits("TOKENS", amount, reader.decimals(which));
        try (ChainFlags.Sending sending = chain.sending(contracts, signer)) {
            String purpose = sending.purpose(spec.commandLine(), "deposit", which, units, of);
            new VaultAccount(contracts, sending.actions()).deposit(which, units, of, purpose);
        }
        String balance =
                Amounts.text(reader.vaultBalance(which, of), reader.decimals(which)) + " " + reader.symbol(which);
        new Output(spec.commandLine().getOut(), json)
                .say(
                        Map.of("account", of.toString(), "deposited", amount, "balance", balance),
                        "deposited " + amount + " " + reader.symbol(which) + ": " + of + " has " + balance
                                + " in the vault");
        return 0;
    }
}

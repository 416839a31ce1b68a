package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.VaultAccount;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker withdraw}: pays earnings out of the vault. */
@Command(name = "withdraw", description = "Pay earnings out of the vault.", mixinStandardHelpOptions = true)
final class WithdrawCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    OwnerFlags flags = new OwnerFlags();

    @Option(
            names = "--token",
            required = true,
            description = "The token: a symbol of the network, an address, \"native\", or \"stake\".")
    String token = "";

    @Option(names = "--amount", paramLabel = "TOKENS", description = "How much, in whole tokens (default: all).")
    Optional<String> amount = Optional.empty();

    @Option(names = "--to", paramLabel = "ADDRESS", description = "To whom (default: the owner).")
    Optional<Address> to = Optional.empty();

    @Override
    public Integer call() throws IOException {
        String paid = flags.with((contracts, sending) -> {
            ChainReader reader = new ChainReader(contracts);
            Address which = token.equals("stake") ? reader.stakeToken() : flags.chain.token("--token", token);
            VaultAccount vault = new VaultAccount(contracts, sending.actions());
            int decimals = reader.decimals(which);
            BigInteger units =
                    amount.isPresent() ? Amounts.someUnits("--amount", amount.get(), decimals) : vault.balance(which);
            Address receiver = to.orElse(sending.actions().account());
            vault.withdraw(
                    which, units, receiver, sending.purpose(spec.commandLine(), "withdraw", which, units, receiver));
            return Amounts.text(units, decimals) + " " + reader.symbol(which);
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(Map.of("withdrawn", paid), "paid out of the vault: " + paid);
        return 0;
    }
}

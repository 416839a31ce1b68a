package io.gridwork.devnet.app;

import io.gridwork.abi.Address;
import io.gridwork.devnet.network.Faucet;
import io.gridwork.network.Network;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Test money. */
@Command(
        name = "faucet",
        description = "Give an account gas, stake tokens and payment tokens of a development network.")
final class FaucetCommand implements Callable<Integer> {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "dev",
            description = "The network's name or YAML file (default: ${DEFAULT-VALUE}).")
    private String network = "dev";

    @Parameters(paramLabel = "ADDRESS", description = "Whose account.")
    private String address = "";

    @Option(
            names = "--gas",
            paramLabel = "ETH",
            defaultValue = "1",
            description = "How much gas (default: ${DEFAULT-VALUE}).")
    private int gas;

    @Option(
            names = "--stake",
            paramLabel = "GWS",
            defaultValue = "1000",
            description = "How many stake tokens (default: ${DEFAULT-VALUE}).")
    private int stake;

    @Option(
            names = "--money",
            paramLabel = "USDT",
            defaultValue = "1000",
            description = "How many payment tokens (default: ${DEFAULT-VALUE}).")
    private int money;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Address account = Address.parse(address);
        try (var faucet = new Faucet(Network.find(network, Path.of(""), System.getenv()))) {
            faucet.give(account, amount("--gas", gas), amount("--stake", stake), amount("--money", money));
            spec.commandLine().getOut().println(account + " now has " + faucet.balances(account));
        }
        return 0;
    }

    private static BigInteger amount(String option, int whole) {
        if (whole < 0) throw new IllegalArgumentException(option + " is " + whole + ": give 0 or more");
        return BigInteger.valueOf(whole);
    }
}

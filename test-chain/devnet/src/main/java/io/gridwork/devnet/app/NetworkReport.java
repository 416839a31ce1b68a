package io.gridwork.devnet.app;

import io.gridwork.devnet.up.NetworkStatus;
import java.util.List;
import java.util.Locale;

/** What people are told of a network that runs. */
final class NetworkReport {

    private final NetworkFlags network;
    private final NetworkStatus status;

    NetworkReport(NetworkFlags network, NetworkStatus status) {
        this.network = network;
        this.status = status;
    }

    /** A line for each program. */
    String services() {
        var text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-10s  %-24s  %-22s  %s%n", "PROGRAM", "STATE", "URL", "LOG"));
        for (NetworkStatus.Service service : status.services()) {
            String state = service.running() ? "running, pid " + service.pid() : "ended, starts again";
            if (service.restarts() > 0) state += ", restarts: " + service.restarts();
            text.append(String.format(
                    Locale.ROOT, "%-10s  %-24s  %-22s  %s%n", service.name(), state, service.url(), service.log()));
        }
        text.append(String.format(
                "%n%s%n",
                status.block() < 0
                        ? "The chain does not answer: see its log."
                        : "The newest block of the chain is " + status.block() + "."));
        return text.toString();
    }

    /** For somebody who has just started it. */
    String welcome() {
        var folder = network.folder();
        var text = new StringBuilder(String.format("%n%s%n", services()));
        text.append(String.format("Keys (files of mode 0600) in %s:%n", folder.resolve("keys")));
        for (String line : List.of(
                "  requester.key   has 10,000 USDT for jobs and 1,000 GWS for challenges; commands use it by default",
                "  deployer.key    has gas to deploy contracts of your own",
                "  governor.key    governs the network's contracts",
                "  worker-1-owner.key, worker-1-operator.key and so on: the cold and the hot key of each worker"))
            text.append(String.format("%s%n", line));
        text.append(String.format(
                "Commands find the network by --network %s (URL, addresses and tokens: %s).%n%n",
                network.name, network.networkFile()));
        text.append(String.format("Try next:%n"));
        for (String command : commands()) text.append(String.format("  %s%n", command));
        text.append(String.format(
                "%nSee it with ./gridwork status%1$s, its logs with ./gridwork logs%1$s; end it with ./gridwork down%1$s.%n",
                network.argument()));
        return text.toString();
    }

    /** Three commands, each of which works as it stands. */
    private List<String> commands() {
        String name = network.name;
        return List.of(
                "./gridwork job post --network " + name + " --program mandelbrot-fixed --example --max-price 2 --wait",
                "./gridwork query --network " + name
                        + " \"select job_id, state, units(price, 6) price_usdt from jobs\"",
                "./gridwork worker status --network " + name + " --node 1 --token USDT");
    }
}

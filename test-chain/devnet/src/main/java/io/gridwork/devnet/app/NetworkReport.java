package io.gridwork.devnet.app;

import io.gridwork.devnet.up.NetworkStatus;
import java.util.List;

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
        text.append(line("PROGRAM", "STATE", "PID", "RESTARTS", "URL", "LOG"));
        for (NetworkStatus.Service one : status.services())
            text.append(line(
                    one.name(),
                    one.running() ? "running" : "ended",
                    one.running() ? Long.toString(one.pid()) : "-",
                    Integer.toString(one.restarts()),
                    one.url(),
                    one.log()));
        text.append(String.format(
                "%n%s%n",
                status.block() < 0
                        ? "The chain does not answer: see its log."
                        : "The newest block of the chain is " + status.block() + "."));
        return text.toString();
    }

    private static String line(String name, String state, String pid, String restarts, String url, String log) {
        return String.format("%-9s  %-8s  %-7s  %-8s  %-22s  %s%n", name, state, pid, restarts, url, log);
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
                "%nSee it with %2$s status%1$s, its logs with %2$s logs%1$s; end it with %2$s down%1$s.%n",
                network.argument(), launcher()));
        return text.toString();
    }

    /** As the user has typed it. */
    private static String launcher() {
        return System.getenv().getOrDefault("GRIDWORK_COMMAND", "./gridwork");
    }

    /** Three commands, each of which works as it stands. */
    private List<String> commands() {
        String name = network.name;
        return List.of(
                launcher() + " job post --network " + name
                        + " --program mandelbrot-fixed --example --max-price 2 --wait",
                launcher() + " query --network " + name
                        + " \"select job_id, state, units(price, 6) price_usdt from jobs\"",
                launcher() + " worker status --network " + name + " --node 1 --token USDT");
    }
}

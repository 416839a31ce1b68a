package io.gridwork.devnet.app;

import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.Pause;
import io.gridwork.devnet.up.Background;
import io.gridwork.devnet.up.NetworkStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about a network that {@code gridwork up} has started. */
final class NetworkCommands {

    private NetworkCommands() {}

    /** What they have in common. */
    abstract static class NetworkCommand implements Callable<Integer> {

        @Mixin
        NetworkFlags network = new NetworkFlags();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        CommandSpec spec;

        PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    /** {@code gridwork status}. */
    @Command(
            name = "status",
            description = "Show the programs of the network. Exits with 1 if one of them does not run.")
    static final class Status extends NetworkCommand {

        @Option(names = "--json", description = "Answer with JSON.")
        private boolean json;

        @Override
        public Integer call() {
            Background background = network.existing();
            Optional<NetworkStatus> status = background.status();
            var out = out();
            if (status.isEmpty()) {
                String state = background.isRunning() ? "starting" : "down";
                out.println(
                        json
                                ? "{\"state\": \"" + state + "\"}"
                                : "The network \"" + network.name + "\" is " + state
                                        + (state.equals("down")
                                                ? "; start it with: gridwork up" + network.argument()
                                                : ""));
                return 1;
            }
            out.print(
                    json
                            ? status.get().json() + System.lineSeparator()
                            : new NetworkReport(network, status.get()).services());
            out.flush();
            return status.get().isWell() ? 0 : 1;
        }
    }

    /** {@code gridwork down}. */
    @Command(name = "down", description = "End the network. Its chain, keys and index stay; `gridwork up` goes on.")
    static final class Down extends NetworkCommand {

        @Override
        public Integer call() {
            boolean ran = network.existing().stop();
            out().println("The network \"" + network.name + "\" " + (ran ? "is down now" : "was not up")
                    + ". Go on with: gridwork up" + network.argument());
            return 0;
        }
    }

    /** {@code gridwork reset}. */
    @Command(name = "reset", description = "Delete a network that is down: its chain, keys, index and logs.")
    static final class Reset extends NetworkCommand {

        @Override
        public Integer call() {
            network.existing(); // refuses a name that is no network's
            DevnetFolder.delete(network.folder());
            out().println("Deleted the network \"" + network.name + "\" and its folder " + network.folder()
                    + ". Start a new one with: gridwork up" + network.argument());
            return 0;
        }
    }

    /** {@code gridwork logs}. */
    @Command(name = "logs", description = "Show the end of the logs of the network.")
    static final class Logs extends NetworkCommand {

        private static final Duration POLL = Duration.ofMillis(200);

        @Parameters(
                arity = "0..1",
                paramLabel = "PROGRAM",
                description = "One program, such as worker-1, indexer, chain or network (default: all).")
        private @Nullable String program;

        @Option(names = "--lines", defaultValue = "10", description = "How many of each (default: ${DEFAULT-VALUE}).")
        private int lines;

        @Option(
                names = {"-f", "--follow"},
                description = "Go on with new lines until Ctrl-C.")
        private boolean follow;

        @Override
        public Integer call() throws IOException {
            network.existing();
            Map<String, Path> logs = logs(network.folder());
            if (program != null && !logs.containsKey(program))
                throw new IllegalArgumentException("the network \"" + network.name + "\" has no log of \"" + program
                        + "\"; there are " + String.join(", ", logs.keySet()));
            if (program != null) logs.keySet().retainAll(List.of(program));
            var out = out();
            var tails = new LinkedHashMap<String, Background.Tail>();
            for (var log : logs.entrySet()) {
                var tail = new Background.Tail(log.getValue(), 0);
                List<String> all = new ArrayList<>();
                for (List<String> more = tail.read(); !more.isEmpty(); more = tail.read()) all.addAll(more);
                all.subList(Math.max(0, all.size() - lines), all.size())
                        .forEach(line -> out.println(prefix(log.getKey()) + line));
                tails.put(log.getKey(), tail);
            }
            out.flush();
            while (follow) {
                tails.forEach((name, tail) -> tail.read().forEach(line -> out.println(prefix(name) + line)));
                out.flush();
                Pause.of(POLL);
            }
            return 0;
        }

        private String prefix(String name) {
            return program == null ? String.format("%-9s | ", name) : "";
        }

        private static Map<String, Path> logs(Path folder) throws IOException {
            var logs = new LinkedHashMap<String, Path>();
            for (String engine : List.of("anvil", "besu")) {
                Path log = folder.resolve("chain").resolve(engine).resolve(engine + ".log");
                if (Files.exists(log)) logs.put("chain", log);
            }
            Path own = folder.resolve("logs");
            if (!Files.exists(own)) return logs;
            try (Stream<Path> files = Files.list(own)) {
                files.sorted()
                        .forEach(file -> logs.put(file.getFileName().toString().replaceFirst("\\.log$", ""), file));
            }
            return logs;
        }
    }
}

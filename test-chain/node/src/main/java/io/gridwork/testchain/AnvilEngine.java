package io.gridwork.testchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foundry's anvil. It says in its output which port it took. */
public record AnvilEngine(Path executable, String foundBy) implements ChainEngine {

    static final String NAME = "anvil";

    /** anvil writes its chain to a file when it is told to end, and this often besides, for the case that it is not. */
    private static final Duration STATE_INTERVAL = Duration.ofSeconds(10);

    /** Without a bound, anvil keeps the state of every block on disk, at about 400 kB a block. */
    private static final int PAST_STATES = 100;

    private static final Pattern LISTENING = Pattern.compile("(?m)^Listening on 127\\.0\\.0\\.1:(\\d+)$");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AnvilChain start(ChainOptions options) {
        var folder = DataFolder.claim(options.dataFolder(), NAME);
        Path data = options.kept() ? folder.kept(NAME) : folder.fresh(NAME);
        Path log = emptied(data.resolve("anvil.log"));
        var chain = new AnvilChain(NodeProcess.start(
                new NodeProcess.Launch(NAME, folder, command(data, options), Map.of(), log, () -> listening(log), 0),
                options));
        // It would log each request and each block, and nobody empties the log of a chain that stays for days.
        if (options.kept() || options.detached()) chain.rpc().call("anvil_setLoggingEnabled", false);
        // The clock begins at the first block's time again, which may be long ago.
        if (options.kept()) chain.rpc().call("evm_setTime", now());
        return chain;
    }

    private List<String> command(Path data, ChainOptions options) {
        var command = new ArrayList<>(List.of(
                executable.toString(),
                "--host=127.0.0.1",
                "--port=" + options.port(),
                "--chain-id=" + TestChain.CHAIN_ID,
                "--hardfork=" + TestChain.HARD_FORK,
                "--mnemonic=" + TestAccount.MNEMONIC,
                "--cache-path=" + data.resolve("cache"),
                "--no-cors", // any web page could send transactions and reset the chain
                "--color=never"));
        options.blockTime()
                .ifPresent(time -> command.addAll(List.of("--block-time=" + seconds(time), "--mixed-mining")));
        if (options.kept())
            command.addAll(List.of(
                    "--timestamp=" + genesisTime(data.resolve("genesis-time")),
                    "--state=" + data.resolve("state.json"),
                    "--state-interval=" + STATE_INTERVAL.toSeconds(),
                    "--max-persisted-states=" + PAST_STATES));
        return List.copyOf(command);
    }

    /** anvil makes its first block at each start. With another time it would be another one, and another chain to all who ask for it. */
    private static long genesisTime(Path file) {
        try {
            if (!Files.exists(file)) Files.writeString(file, Long.toString(now()));
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            throw new NodeException("cannot read or write the time of the first block in " + file + ": " + e, e);
        }
    }

    private static long now() {
        return InstantSource.system().instant().getEpochSecond();
    }

    /** The log tells the port, so it must be this node's alone. */
    private static Path emptied(Path log) {
        try {
            return Files.writeString(log, "");
        } catch (IOException e) {
            throw new NodeException("cannot write " + log + ": " + e, e);
        }
    }

    private static String seconds(Duration time) {
        return Double.toString(time.toMillis() / 1000.0);
    }

    private static Optional<NodeProcess.Endpoints> listening(Path log) {
        try {
            Matcher found = LISTENING.matcher(Files.readString(log));
            if (!found.find()) return Optional.empty();
            int port = Integer.parseInt(found.group(1));
            return Optional.of(NodeProcess.Endpoints.of(port, port));
        } catch (IOException e) {
            throw new NodeException("cannot read " + log + ": " + e, e);
        }
    }
}

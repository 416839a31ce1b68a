package io.gridwork.testchain;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Hyperledger Besu as a network of one QBFT validator. It writes the ports it took to a file in its data path. */
public record BesuEngine(Path executable, String foundBy) implements ChainEngine {

    static final String NAME = "besu";

    /** The release this project is built for. */
    public static final String VERSION = "26.4.0";

    private static final Duration BLOCK_TIME = Duration.ofSeconds(1);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BesuChain start(ChainOptions options) {
        var folder = DataFolder.claim(options.dataFolder(), NAME);
        Path data = options.kept() ? folder.kept(NAME) : folder.fresh(NAME);
        Path ports = data.resolve("besu.ports");
        delete(ports); // of an earlier node
        Path genesisFile = data.resolve("genesis.json");
        // A chain that goes on keeps its first block, whatever block time is asked for now.
        if (!Files.exists(genesisFile))
            write(
                    genesisFile,
                    QbftGenesis.random(options.blockTime().orElse(BLOCK_TIME)).json());
        Path keyFile = write(data.resolve("validator.key"), QbftGenesis.VALIDATOR.privateKey());
        return new BesuChain(NodeProcess.start(
                new NodeProcess.Launch(
                        NAME,
                        folder,
                        command(data, genesisFile, keyFile, options.port()),
                        environment(System.getenv()),
                        data.resolve("besu.log"),
                        () -> listening(ports),
                        1),
                options));
    }

    /** Discovery is off, yet p2p has to stay on: without it QBFT never produces a block. */
    private List<String> command(Path data, Path genesisFile, Path keyFile, int port) {
        return List.of(
                executable.toString(),
                "--data-path=" + data,
                "--genesis-file=" + genesisFile,
                "--node-private-key-file=" + keyFile,
                "--data-storage-format=BONSAI",
                "--p2p-enabled=true",
                "--discovery-enabled=false",
                "--p2p-host=127.0.0.1",
                "--p2p-interface=127.0.0.1",
                "--p2p-port=0",
                "--nat-method=NONE",
                "--rpc-http-enabled",
                "--rpc-http-host=127.0.0.1",
                "--rpc-http-port=" + port,
                "--rpc-http-api=ETH,NET,WEB3,DEBUG,TXPOOL,QBFT",
                "--rpc-ws-enabled",
                "--rpc-ws-host=127.0.0.1",
                "--rpc-ws-port=0",
                "--host-allowlist=*",
                "--revert-reason-enabled",
                "--color-enabled=false");
    }

    /**
     * Besu's start script takes the JDK from JAVA_HOME; the user's may be too old for it. It gives the JVM what is in JAVA_OPTS, then what is
     * in BESU_OPTS, and of two options the JVM takes the later one. So ours stand first of all, and the user's win.
     */
    private static Map<String, String> environment(Map<String, String> user) {
        String options = "-XX:TieredStopAtLevel=1 -Xmx1g " + user.getOrDefault("JAVA_OPTS", "");
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", options.strip());
    }

    private static Optional<NodeProcess.Endpoints> listening(Path portsFile) {
        if (!Files.exists(portsFile)) return Optional.empty();
        var ports = new Properties();
        try (Reader in = Files.newBufferedReader(portsFile)) {
            ports.load(in);
        } catch (IOException e) {
            throw new NodeException("cannot read " + portsFile + ": " + e, e);
        }
        String http = ports.getProperty("json-rpc");
        String webSocket = ports.getProperty("ws-rpc");
        if (http == null || webSocket == null) return Optional.empty();
        return Optional.of(NodeProcess.Endpoints.of(Integer.parseInt(http), Integer.parseInt(webSocket)));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new NodeException("cannot delete " + file + ": " + e, e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new NodeException("cannot write " + file + ": " + e, e);
        }
    }
}

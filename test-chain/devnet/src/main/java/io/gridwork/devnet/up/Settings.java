package io.gridwork.devnet.up;

import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a network was started with. It is kept in the network's folder, because addresses in jobs on the chain name its ports.
 *
 * @param engine the node: besu or anvil
 * @param blockMillis time between blocks
 * @param startSeconds how long the node may take to start
 * @param device that the workers compute on
 * @param ports on loopback, by the name of what listens there
 */
record Settings(
        String engine, long blockMillis, long startSeconds, String device, SequencedMap<String, Integer> ports) {

    static final String CHAIN = "chain";
    static final String INPUTS = "inputs";
    static final String INDEXER = "indexer";

    /** More would not fit between the ports of the chain and of the indexer. */
    static final int MOST_WORKERS = 9;

    private static final int INPUTS_OFFSET = 5;
    private static final int INDEXER_OFFSET = 15;

    private static final JsonMapper JSON = JsonMapper.shared();

    static Optional<Settings> read(Path file) {
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Settings.class));
        } catch (IOException | JacksonException e) {
            throw new DevnetException(
                    "cannot read the settings " + file + ": " + e.getMessage() + "; start anew with: gridwork reset",
                    e);
        }
    }

    void write(Path file) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DevnetException("cannot write the settings " + file + ": " + e, e);
        }
    }

    static List<String> workers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "worker-" + i).toList();
    }

    List<String> workers() {
        return ports.keySet().stream()
                .filter(name -> name.startsWith("worker-"))
                .toList();
    }

    int port(String name) {
        return Objects.requireNonNull(ports.get(name), name);
    }

    /**
     * The ports of a network.
     *
     * @param base the chain's; the others follow it. 0: any free ones
     */
    static SequencedMap<String, Integer> ports(int base, int workers) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put(CHAIN, base);
        ports.put(INPUTS, base + INPUTS_OFFSET);
        int next = base + INPUTS_OFFSET + 1;
        for (String worker : workers(workers)) ports.put(worker, next++);
        ports.put(INDEXER, base + INDEXER_OFFSET);
        if (base == 0) ports.replaceAll((_, _) -> anyFree());
        return ports;
    }

    /** The same ports for another number of workers: whoever is there already keeps its own. */
    static SequencedMap<String, Integer> withWorkers(SequencedMap<String, Integer> ports, int count) {
        var changed = new LinkedHashMap<String, Integer>();
        changed.put(CHAIN, ports.get(CHAIN));
        changed.put(INPUTS, ports.get(INPUTS));
        for (String worker : workers(count)) {
            Integer own = ports.get(worker);
            changed.put(worker, own == null ? anyFree() : own);
        }
        changed.put(INDEXER, ports.get(INDEXER));
        return changed;
    }

    private static int anyFree() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DevnetException("this machine has no free port on loopback: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until all ports are free.
     *
     * @param patience for programs of an earlier run, which may still be ending
     * @throws DevnetException naming the first port that another program has
     */
    void requirePortsFree(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        ports.forEach((name, port) -> {
            Optional<IOException> taken = taken(port);
            while (taken.isPresent() && System.nanoTime() < end) {
                Pause.of(Duration.ofMillis(100));
                taken = taken(port);
            }
            if (taken.isPresent())
                throw new DevnetException(
                        "port " + port + " (" + name + ") is taken by another program: "
                                + taken.get().getMessage() + "; end that program, or give another --port",
                        taken.get());
        });
    }

    private static Optional<IOException> taken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of an earlier run may still be closing
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}

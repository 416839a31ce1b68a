package io.gridwork.devnet.up;

import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.InputServer;
import io.gridwork.devnet.network.JavaProcess;
import io.gridwork.devnet.network.Pause;
import io.gridwork.testchain.ChildProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A network that runs in a process of its own, as other commands see it. */
public final class Background {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int STOP_SECONDS = 40;

    private final Path folder;

    /** @param folder of the network; it may not be there yet */
    @SuppressWarnings("MissingSummary")
    public Background(Path folder) {
        this.folder = folder;
    }

    public boolean exists() {
        return DevnetFolder.isNetwork(folder);
    }

    public boolean isRunning() {
        return DevnetFolder.runner(folder).isPresent();
    }

    /** How the network is; empty while it starts, and if it does not run. */
    public Optional<NetworkStatus> status() {
        return Settings.read(folder.resolve("settings.json"))
                .filter(_ -> isRunning())
                .flatMap(settings -> NetworkStatus.ask(InputServer.statusUrl(settings.port(Settings.INPUTS))));
    }

    /**
     * Starts the network, unless it runs, and waits until it is up.
     *
     * @param options of {@code gridwork up}
     * @param progress takes each line that the network writes meanwhile
     * @throws DevnetException if it ends before it is up
     */
    public NetworkStatus start(List<String> options, Consumer<String> progress) {
        Path log = folder.resolve("logs").resolve("network.log");
        long before = Files.exists(log) ? log.toFile().length() : 0;
        Optional<ChildProcess> started = isRunning() ? Optional.empty() : Optional.of(launch(options, log));
        var lines = new Tail(log, before);
        while (true) {
            lines.read().forEach(progress);
            Optional<NetworkStatus> up = status();
            if (up.isPresent()) return up.get();
            boolean starts = started.filter(ChildProcess::isAlive).isPresent();
            if (!starts && !isRunning()) { // another `up` may have been first
                lines.read().forEach(progress);
                throw new DevnetException("the network did not start; its log is " + log);
            }
            Pause.of(POLL);
        }
    }

    private ChildProcess launch(List<String> options, Path log) {
        DevnetFolder.open(folder).close(); // says what is wrong with the folder, if anything is
        var arguments = new ArrayList<>(List.of("up", "--foreground", "--folder=" + folder));
        arguments.addAll(options);
        return JavaProcess.startDetached("io.gridwork.devnet.app.Main", arguments, log);
    }

    /**
     * Ends the network and waits until it is down.
     *
     * @return whether it ran
     */
    public boolean stop() {
        Optional<ProcessHandle> runner = DevnetFolder.runner(folder);
        runner.ifPresent(process -> {
            process.destroy();
            if (!endsInTime(process)) process.destroyForcibly();
            // Until the system has taken note of its end.
            while (DevnetFolder.runner(folder).filter(process::equals).isPresent()) Pause.of(POLL);
        });
        return runner.isPresent();
    }

    private static boolean endsInTime(ProcessHandle process) {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while the network was ending", e);
        }
    }

    /** New whole lines of a file that another process writes. */
    public static final class Tail {
        private final Path file;
        private long position;

        public Tail(Path file, long position) {
            this.file = file;
            this.position = position;
        }

        public List<String> read() {
            if (!Files.exists(file)) return List.of();
            try (var in = new RandomAccessFile(file.toFile(), "r")) {
                if (in.length() < position) position = 0; // emptied
                var bytes = new byte[(int) Math.min(1 << 20, in.length() - position)];
                in.seek(position);
                in.readFully(bytes);
                var text = new String(bytes, StandardCharsets.UTF_8);
                int end = text.lastIndexOf('\n') + 1;
                String whole = text.substring(0, end);
                position += whole.getBytes(StandardCharsets.UTF_8).length;
                return whole.lines().toList();
            } catch (IOException e) {
                throw new DevnetException("cannot read " + file + ": " + e, e);
            }
        }
    }
}

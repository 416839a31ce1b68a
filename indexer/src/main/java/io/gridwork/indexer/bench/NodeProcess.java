package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this class path as a process of its own that says on its first line at which URL it listens: the node's
 * memory and its garbage are then not the indexer's.
 */
public final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final URI url;

    private NodeProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    public static NodeProcess start(String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader(UTF_8).readLine();
        if (line == null) throw new IOException("the canned node did not start: " + String.join(" ", command));
        return new NodeProcess(process, URI.create(line));
    }

    /** CPU time that it has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.gridwork.worker.app;

import io.gridwork.worker.network.TestNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A worker as its operator starts it: the command line, in a process of its own. */
record WorkerProcess(Process process) implements AutoCloseable {

    static WorkerProcess start(Path log, TestNetwork network, Path folder, Path operatorKey, Path dir)
            throws IOException {
        return new WorkerProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        // The log as an operator sees it, not as tests write theirs.
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "worker",
                        "run",
                        "--rpc=" + network.chain().rpcUrl(),
                        "--deployment=" + folder.resolve("deployment.json"),
                        "--dir=" + dir,
                        "--operator-key=" + operatorKey,
                        "--device=reference",
                        "--value=" + network.usdt() + "=1,native=0",
                        "--max-bond=1000",
                        "--http-port=0",
                        "--interval-ms=100",
                        "--exit-with-parent"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}: it ends by itself. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.InsertCeiling;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that users run, in this process, on a file that is removed at the end. */
final class BenchRun implements AutoCloseable {
    private final Path folder;
    private final Path abi;

    BenchRun() throws IOException {
        folder = Files.createTempDirectory("gridwork-bench");
        abi = Files.writeString(folder.resolve("Token.json"), CannedChain.ABI);
    }

    /** Its table is {@code token_transfer}. */
    Path database() {
        return folder.resolve("bench.db");
    }

    Path scratch() {
        return folder.resolve("scratch.db");
    }

    /** @throws Refusal with what the command said when it failed */
    void index(URI node, long toBlock, String... more) {
        run(
                "index",
                node,
                List.of(
                        "--abi",
                        abi.toString(),
                        "--address",
                        CannedChain.TOKEN.hex(),
                        "--to-block",
                        Long.toString(toBlock)),
                more);
    }

    /** Audits what {@link #index} wrote. @throws Refusal with what the command said when it failed or found anything */
    void verify(URI node, String... more) {
        run("verify", node, List.of(), more);
    }

    private void run(String name, URI node, List<String> arguments, String... more) {
        List<String> command = new ArrayList<>(
                List.of(name, "--rpc", node.toString(), "--db", database().toString()));
        command.addAll(arguments);
        command.addAll(List.of(more));
        StringWriter said = new StringWriter();
        PrintWriter printed = new PrintWriter(said);
        int status = Main.commands().setOut(printed).setErr(printed).execute(command.toArray(String[]::new));
        if (status != 0) throw new Refusal(said.toString().strip());
    }

    void forget() throws IOException {
        InsertCeiling.remove(database());
    }

    @Override
    public void close() throws IOException {
        forget();
        Files.delete(abi);
        Files.delete(folder);
    }
}

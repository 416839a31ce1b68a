package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run writes to standard error, by {@code --log-format}. */
@UnderLoad
final class LogFormatTest {
    @TempDir
    Path folder;

    /** A run whose first endpoint does not answer, so that there is something to log; it ends by itself. */
    private List<String> run(String format) throws IOException, InterruptedException {
        Path abi = Files.writeString(folder.resolve("Token.json"), CannedChain.ABI);
        CannedChain chain = new CannedChain(1, 3, true).append(400);
        CannedNode gone = new CannedNode(chain);
        gone.close();
        Path errors = folder.resolve("errors");
        try (CannedNode node = new CannedNode(chain)) {
            Process program = Programs.builder(
                            "index",
                            "--log-format",
                            format,
                            "--rpc",
                            gone.url().toString(),
                            "--rpc",
                            node.url().toString(),
                            "--abi",
                            abi.toString(),
                            "--address",
                            CannedChain.TOKEN.hex(),
                            "--db",
                            folder.resolve(format + ".db").toString(),
                            "--to-block",
                            "400")
                    .redirectError(errors.toFile())
                    .start();
            assertThat(program.waitFor()).as(Files.readString(errors)).isZero();
        }
        List<String> lines = Files.readAllLines(errors);
        assertThat(lines).isNotEmpty();
        return lines;
    }

    @Test
    void jsonIsAnObjectALine() throws Exception {
        for (String line : run("json")) {
            JsonNode object = JsonMapper.shared().readTree(line);
            assertThat(object.path("level").asString()).isIn("INFO", "WARN");
            assertThat(object.path("formattedMessage").asString()).isNotEmpty();
            assertThat(object.path("timestamp").asLong()).isPositive();
        }
    }

    @Test
    void logfmtIsKeysAndValuesALine() throws Exception {
        String pair = "[a-zA-Z]+=(\"[^\"]*\"|[^\" ]+)";
        assertThat(run("logfmt")).allMatch(line -> line.strip().matches(pair + "( " + pair + ")*"));
    }
}

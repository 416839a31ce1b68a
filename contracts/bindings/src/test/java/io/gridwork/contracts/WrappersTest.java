package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wrappers are those of the artifacts that were just built. */
class WrappersTest {
    static List<Path> artifacts() throws IOException {
        Path folder = Path.of(
                System.getProperty("gridwork.root"), "contracts/target/classes/io/gridwork/contracts/artifacts");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void every_artifact_has_a_wrapper_with_its_bytecode(Path file) throws ReflectiveOperationException {
        JsonNode artifact = JsonMapper.shared().readTree(file);
        Class<?> wrapper = Class.forName(
                "io.gridwork.contracts.wrappers." + artifact.get("contractName").asString());
        String bytecode = artifact.get("bytecode").asString();
        if (bytecode.length() > 2)
            assertThat(wrapper.getField("BINARY").get(null)).isEqualTo(bytecode);
    }

    @Test
    void the_network_is_complete() throws IOException {
        assertThat(artifacts())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "Vault.json",
                        "NodeStaking.json",
                        "ProgramRegistry.json",
                        "JobEscrow.json",
                        "Jury.json",
                        "MarketLens.json",
                        "TestUSDT.json");
    }
}

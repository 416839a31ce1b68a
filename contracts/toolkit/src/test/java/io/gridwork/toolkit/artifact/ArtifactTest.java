package io.gridwork.toolkit.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactTest {
    private static final Address LIBRARY = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final String PLACEHOLDER =
            "__$" + Keccak256.hash("src/Math.sol:Math").hex().substring(2, 36) + "$__";
    private static final String LINKED = "0x6000" + "00".repeat(19) + "aa" + "6001";

    @TempDir
    Path folder;

    @Test
    void flat_foundry_and_hardhat_forms_are_read() throws IOException {
        write("Flat.json", "{'contractName': 'Flat', 'abi': [], 'bytecode': '0x6001'}");
        write("Forge.sol/Forge.json", "{'abi': [], 'bytecode': {'object': '0x6002', 'linkReferences': {}}}");
        write("contracts/Hard.sol/Hard.json", "{'contractName': 'Hard', 'abi': [], 'bytecode': '0x6003'}");
        write("Old.json", "{'abi': [], 'bytecode': '6004'}");
        ArtifactSource source = ArtifactSource.directory(folder);
        assertThat(source.find("Flat").link(Map.of())).hasToString("0x6001");
        assertThat(source.find("Forge").link(Map.of())).hasToString("0x6002");
        assertThat(source.find("Hard").link(Map.of())).hasToString("0x6003");
        assertThat(source.find("Old").link(Map.of())).hasToString("0x6004");
    }

    @Test
    void a_name_that_repeats_needs_its_file() throws IOException {
        write("A.sol/Vault.json", "{'abi': [], 'bytecode': '0x01'}");
        write("B.sol/Vault.json", "{'abi': [], 'bytecode': '0x02'}");
        ArtifactSource source = ArtifactSource.directory(folder);
        assertThatThrownBy(() -> source.find("Vault"))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining("A.sol")
                .hasMessageContaining("path/File.sol:Vault");
        assertThat(source.find("B.sol:Vault").bytecode()).isEqualTo("0x02");
        assertThat(source.find("src/deep/A.sol:Vault").bytecode()).isEqualTo("0x01");
    }

    @Test
    void libraries_are_linked_by_name_or_by_qualified_name() throws IOException {
        String links = "{'src/Math.sol': {'Math': [{'start': 2, 'length': 20}]}}";
        write(
                "Forge.json",
                "{'abi': [], 'bytecode': {'object': '0x6000" + PLACEHOLDER + "6001', 'linkReferences': " + links
                        + "}}");
        write("Hard.json", "{'abi': [], 'bytecode': '0x6000" + PLACEHOLDER + "6001', 'linkReferences': " + links + "}");
        write("Flat.json", "{'abi': [], 'bytecode': '0x6000" + PLACEHOLDER + "6001'}");
        ArtifactSource source = ArtifactSource.directory(folder);
        assertThat(source.find("Forge").link(Map.of("Math", LIBRARY))).hasToString(LINKED);
        assertThat(source.find("Hard").link(Map.of("Math", LIBRARY))).hasToString(LINKED);
        assertThat(source.find("Flat").link(Map.of("src/Math.sol:Math", LIBRARY)))
                .hasToString(LINKED);

        assertThatThrownBy(() -> source.find("Forge").link(Map.of())).hasMessageContaining("[src/Math.sol:Math]");
        assertThatThrownBy(() -> source.find("Flat").link(Map.of())).hasMessageContaining(PLACEHOLDER);
        assertThatThrownBy(() -> source.find("Flat").link(Map.of("Math", LIBRARY)))
                .hasMessageContaining("path/File.sol:Math");
        assertThatThrownBy(() -> source.find("Forge").link(Map.of("src/Other.sol:Math", LIBRARY)))
                .hasMessageContaining("does not link src/Other.sol:Math");
    }

    @Test
    void what_cannot_be_deployed_is_refused_with_the_reason() throws IOException {
        write("Interface.json", "{'abi': [], 'bytecode': '0x'}");
        write("NoAbi.json", "{'bytecode': '0x01'}");
        write("NoCode.json", "{'abi': []}");
        write("Text.json", "not json");
        write(
                "BadAbi.json",
                "{'abi': [{'type': 'function', 'name': 'f', 'inputs': [{'type': 'uint257'}]}], 'bytecode': '0x01'}");
        ArtifactSource source = ArtifactSource.directory(folder);
        assertThatThrownBy(() -> source.find("Interface").link(Map.of()))
                .hasMessageContaining("interface or an abstract");
        assertThatThrownBy(() -> source.find("NoAbi")).hasMessageContaining("NoAbi.json has no \"abi\"");
        assertThatThrownBy(() -> source.find("NoCode")).hasMessageContaining("NoCode.json has no \"bytecode\"");
        assertThatThrownBy(() -> source.find("Text")).hasMessageContaining("Text.json is not JSON");
        assertThatThrownBy(() -> source.find("BadAbi"))
                .hasMessageContaining("BadAbi.json")
                .hasMessageContaining("uint257");
        assertThatThrownBy(() -> source.find("Nothing")).hasMessageContaining("no artifact of Nothing in " + folder);
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> ArtifactSource.directory(nowhere).find("A"))
                .hasMessageContaining(nowhere + " does not exist");
        assertThatThrownBy(() -> ArtifactSource.classPath("no/such/folder").find("A"))
                .hasMessageContaining("no/such/folder/A.json is not on the class path");
    }

    private void write(String name, String json) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json.replace('\'', '"'));
    }
}

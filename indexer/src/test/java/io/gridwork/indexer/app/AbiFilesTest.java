package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.EventSchema;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** ABIs as tools write them, and what is said of what is none. */
final class AbiFilesTest {
    private static final String ABI = """
            [{"type":"function","name":"f","inputs":[],"outputs":[],"stateMutability":"view"},
             {"type":"event","name":"Transfer","anonymous":false,"inputs":[
               {"name":"from","type":"address","indexed":true,"internalType":"address"},
               {"name":"to","type":"address","indexed":true,"internalType":"address"},
               {"name":"value","type":"uint256","indexed":false,"internalType":"uint256"}]}]""";
    private static final String LINE = "event Transfer(address indexed from, address indexed to, uint256 value)";
    private static final String QUOTED = JsonMapper.shared().writeValueAsString(ABI);
    private static final String NO_EVENTS = "[{\"type\":\"error\",\"name\":\"E\",\"inputs\":[]}]";

    @TempDir
    Path folder;

    private List<EventSchema> read(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return AbiFiles.read(name, folder).events();
    }

    private List<EventSchema> transfer() throws IOException {
        return read("plain.json", ABI);
    }

    @Test
    void whatEveryToolWritesIsTheSameAbi() throws IOException {
        List<String> forms = List.of(
                "\ufeff" + ABI, // as some editors on Windows save it
                "{\"_format\":\"hh-sol-artifact-1\",\"contractName\":\"T\",\"abi\":" + ABI + ",\"bytecode\":\"0x\"}",
                "{\"abi\":" + ABI + ",\"bytecode\":{\"object\":\"0x\"},\"methodIdentifiers\":{}}",
                "{\"compiler\":{},\"output\":{\"abi\":" + ABI + "},\"version\":1}",
                "{\"contracts\":{\"T.sol:T\":{\"abi\":" + ABI + "},\"T.sol:I\":{\"abi\":[]}},\"version\":\"0.8\"}",
                "{\"contracts\":{\"T.sol:T\":{\"abi\":" + QUOTED + "}},\"version\":\"0.5\"}",
                "{\"contracts\":{\"T.sol\":{\"T\":{\"abi\":" + ABI + ",\"evm\":{}},\"E\":{\"abi\":" + NO_EVENTS
                        + "}}}}",
                "{\"name\":\"mainnet\",\"contracts\":{\"T\":{\"address\":\"0x\",\"abi\":" + ABI + "}}}",
                "{\"status\":\"1\",\"message\":\"OK\",\"result\":" + QUOTED + "}",
                QUOTED,
                ABI.substring(ABI.indexOf("{\"type\":\"event\""), ABI.length() - 1),
                "[\"" + LINE + "\", \"function f() view\"]",
                "{\"abi\":[\"" + LINE + "\"]}",
                LINE,
                "// mine\n" + LINE.replace("uint256", "uint") + ";\nfunction f() view returns (uint256);",
                "interface T {\n  /* event Old(uint a); */\n  event Transfer(\n    address indexed from,\n"
                        + "    address indexed to,\n    uint256 value // in wei\n  );\n}");
        for (String form : forms) {
            assertThat(read("form.json", form)).as(form).isEqualTo(transfer());
        }
        assertThat(AbiFiles.read("  " + LINE, folder).events()).isEqualTo(transfer());
    }

    @Test
    void oneOfSeveralContractsIsNamedAfterTheFile() throws IOException {
        String other = ABI.replace("Transfer", "Moved");
        Files.writeString(
                folder.resolve("out.json"),
                "{\"contracts\":{\"a/T.sol:T\":{\"abi\":" + ABI + "},\"a/M.sol:M\":{\"abi\":" + other + "}}}");
        assertThat(AbiFiles.read("out.json:T", folder).events()).isEqualTo(transfer());
        assertThat(AbiFiles.read("out.json:a/T.sol:T", folder).events()).isEqualTo(transfer());
        assertThat(AbiFiles.name("out.json:a/T.sol:T")).isEqualTo("T");
        for (String unclear : List.of("out.json", "out.json:X")) {
            assertThatThrownBy(() -> AbiFiles.read(unclear, folder))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("[a/T.sol:T, a/M.sol:M]")
                    .hasMessageContaining("out.json:Token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"erc20", "erc721", "erc1155", "erc4626"})
    void aStandardNeedsNoFile(String standard) {
        assertThat(AbiFiles.STANDARDS).contains(standard);
        assertThat(AbiFiles.read(standard, folder).events()).isNotEmpty();
        assertThat(AbiFiles.name(standard)).isEqualTo(standard);
    }

    @Test
    void theStandardsSignaturesAreThoseOfTheEips() {
        assertThat(AbiFiles.STANDARDS.stream()
                        .flatMap(each -> AbiFiles.read(each, folder).events().stream())
                        .map(each -> each.signature() + " " + each.indexedCount())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "Transfer(address,address,uint256) 2",
                        "Approval(address,address,uint256) 2",
                        "Transfer(address,address,uint256) 3",
                        "Approval(address,address,uint256) 3",
                        "ApprovalForAll(address,address,bool) 2",
                        "TransferSingle(address,address,address,uint256,uint256) 3",
                        "TransferBatch(address,address,address,uint256[],uint256[]) 3",
                        "URI(string,uint256) 1",
                        "Deposit(address,address,uint256,uint256) 2",
                        "Withdraw(address,address,address,uint256,uint256) 3");
    }

    private void refused(String text, String... says) {
        assertThatThrownBy(() -> read("bad.json", text))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("bad.json")
                .hasMessageContainingAll(says)
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatIsNoAbiSaysWhatItIs() {
        refused(
                "{\"status\":\"0\",\"message\":\"NOTOK\",\"result\":\"Contract source code not verified\"}",
                "not verified");
        refused("[{\"type\":\"event\",\n\"name\":\"T\"", "line 2", "not JSON");
        refused("{\"bytecode\":\"0x\"}", "\"abi\"");
        refused(NO_EVENTS, "declares no event");
        refused("<html>404</html>", "neither JSON", "event Transfer(");
        refused("", "neither JSON");
        refused("event Made(IERC20 token)", "IERC20", "write address for a contract");
        refused("event Made(uint7 a)", "uint7");
        refused("event Made(uint a", "not closed");
    }

    @Test
    void whatIsNotThereIsToldWithWhatCouldBe() {
        assertThatThrownBy(() -> AbiFiles.read("erc777", folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("erc777", "event …", "erc20, erc721");
    }
}

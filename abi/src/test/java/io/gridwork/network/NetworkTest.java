package io.gridwork.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static final Address USDT = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static final String SHOP = """
            rpc: https://rpc.example.org
            deployment: deployments/1.json
            paymentToken: USDT
            tokens:
              USDT: "0x5FbDB2315678afecb367f032d93F642f64180aa3"
            """;

    @TempDir
    private Path folder;

    private Path written(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void saysWhereTheContractsAreRelativeToItsFile() throws IOException {
        Network shop = Network.read(written("networks/shop.yaml", SHOP));

        assertThat(shop.rpc()).isEqualTo(URI.create("https://rpc.example.org"));
        assertThat(shop.deployment()).isEqualTo(folder.resolve("networks/deployments/1.json"));
        assertThat(shop.token("USDT")).contains(USDT);
        assertThat(shop.token("usdt")).isEmpty();
        assertThat(shop.paymentToken()).contains("USDT");
        assertThat(shop.development()).isEmpty();
    }

    @Test
    void oneOfTheUsersOwnIsFoundBeforeOneOfTheProject() throws IOException {
        Path own = written("state/networks/dev/network.yaml", SHOP);
        Path shop = written("project/networks/shop.yaml", SHOP);
        written("project/networks/dev.yaml", SHOP);
        written("project/dev", "a file of that name");
        Map<String, String> environment =
                Map.of("GRIDWORK_STATE", folder.resolve("state").toString());
        Path project = folder.resolve("project");

        assertThat(Network.find("dev", project, environment).file()).isEqualTo(own);
        assertThat(Network.find("shop", project, environment).file()).isEqualTo(shop);
        assertThat(Network.find("networks/shop.yaml", project, Map.of()).file()).isEqualTo(shop);
        assertThat(Network.find(shop.toString(), Path.of(""), Map.of()).file()).isEqualTo(shop);
        assertThatThrownBy(() -> Network.find("nowhere", project, environment))
                .hasMessageContaining("no network \"nowhere\"")
                .hasMessageContaining(folder.resolve("state/networks").toString())
                .hasMessageContaining("gridwork up");
    }

    @Test
    void onlyANetworkOfGridworkUpMayChooseKeysAndJournals() throws IOException {
        String text = """
                rpc: http://127.0.0.1:8545
                deployment: 1337.json
                development:
                  requesterKey: ../../keys/main.key
                  deployerKey: d
                  clientFolder: c
                  inputFolder: i
                  inputUrl: http://127.0.0.1:1/inputs/
                  database: x.db
                """;
        Path foreign = written("project/networks/evil.yaml", text);
        written("state/networks/dev/network.yaml", text);
        Map<String, String> environment =
                Map.of("GRIDWORK_STATE", folder.resolve("state").toString());
        Path project = folder.resolve("project");

        assertThat(Network.find("dev", project, environment).development()).isPresent();
        for (String name : List.of("evil", foreign.toString()))
            assertThatThrownBy(() -> Network.find(name, project, environment))
                    .hasMessageContaining(foreign.toString())
                    .hasMessageContaining("leave the section out");
        assertThatThrownBy(() -> Network.find("evil", project, Map.of())).hasMessageContaining("leave the section out");
    }

    @Test
    void isReadBackAsItWasWrittenWhereverItsFolderIsMovedTo() throws IOException {
        Path dev = folder.resolve("dev");
        var tokens = new LinkedHashMap<String, Address>();
        tokens.put("USDT", USDT);
        var own = new Network.Development(
                dev.resolve("keys/requester.key"),
                dev.resolve("keys/deployer.key"),
                dev.resolve("client"),
                dev.resolve("inputs"),
                URI.create("http://127.0.0.1:8550/inputs/"),
                dev.resolve("index.db"));
        var network = new Network(
                dev.resolve("network.yaml"),
                URI.create("http://127.0.0.1:8545"),
                dev.resolve("deployments/1337.json"),
                Optional.of("USDT"),
                tokens,
                Optional.of(own));
        network.write();

        assertThat(Network.read(network.file())).isEqualTo(network);
        Path moved = Files.move(dev, folder.resolve("moved")).resolve("network.yaml");
        assertThat(Network.read(moved).deployment()).isEqualTo(folder.resolve("moved/deployments/1337.json"));
    }

    @Test
    void theRecordMayBeInAFolderBesideIt() throws IOException {
        Path record = written("deployments/1.json", "");
        new Network(
                        folder.resolve("networks/shop.yaml"),
                        URI.create("https://rpc.example.org"),
                        record,
                        Optional.empty(),
                        new LinkedHashMap<>(),
                        Optional.empty())
                .write();
        assertThat(folder.resolve("networks/shop.yaml")).content().contains("../deployments/1.json");
        assertThat(Network.read(folder.resolve("networks/shop.yaml")).deployment())
                .isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rpc: https://rpc.example.org | '' | \"rpc\" is missing",
                "rpc: https://rpc.example.org | rpc: nonsense | not a URL",
                "rpc: https://rpc.example.org | rpc: 'http://a b' | not a URL",
                "deployment: deployments/1.json | '' | \"deployment\" is missing",
                "paymentToken: USDT | paymentToken: DAI | \"paymentToken\" is DAI, which \"tokens\" does not list",
                "paymentToken: USDT | paymenttoken: USDT | unknown key \"paymenttoken\"; known here are deployment",
                "0x5FbDB2315678afecb367f032d93F642f64180aa3 | 0x12 | token USDT",
                "rpc: https://rpc.example.org | rpc: [ | (line ",
            })
    void whatIsWrongIsNamedWithItsFile(String right, String wrong, String message) throws IOException {
        Path file = written("bad.yaml", SHOP.replace(right, wrong));

        assertThatThrownBy(() -> Network.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void onlyANetworkOfThisMachineMayOpenItsLoopbackAddressesToJobs() throws IOException {
        Path file = written("evil.yaml", """
                rpc: https://rpc.example.org
                deployment: 1.json
                development:
                  requesterKey: k
                  deployerKey: d
                  clientFolder: c
                  inputFolder: i
                  inputUrl: http://127.0.0.1:1/inputs/
                  database: x.db
                """);
        assertThatThrownBy(() -> Network.read(file))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("leave \"development\" out");
        Files.writeString(file, Files.readString(file).replace("https://rpc.example.org", "http://127.0.0.1:8545"));
        assertThat(Network.read(file).development()).isPresent();
    }

    @Test
    void anEmptyFileIsNoNetwork() throws IOException {
        Path file = written("empty.yaml", "");
        assertThatThrownBy(() -> Network.read(file)).hasMessageContaining(file.toString());
    }
}

package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.plan.Plan;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network file that an apply writes at its end. */
@GridworkChain
class NetworkFileTest {
    private static final String SHOP = """
            plan: shop
            accounts: {paymentToken: "0x5FbDB2315678afecb367f032d93F642f64180aa3"}
            parameters: {rpc: }
            contracts: {TestStake: {}}
            network:
              name: shop-${chain.id}
              rpc: ${parameter.rpc}
              paymentToken: USDT
              tokens:
                USDT: "${account.paymentToken}"
                GWS: "${TestStake.address}"
            """;

    @TempDir
    Path folder;

    private final Network network;
    private final List<String> progress = new ArrayList<>();

    NetworkFileTest(TestChain chain) {
        network = Network.of(chain);
    }

    private Applied apply(Plan plan) {
        return network.apply(plan, folder.resolve("deployments"), 0, progress::add);
    }

    @Test
    void commands_can_read_what_an_apply_writes() throws Exception {
        Plan plan = shop(network.chain().rpcUrl());
        Applied applied = apply(plan);
        Path file = folder.resolve("networks/shop-1337.yaml");
        assertThat(progress).last().isEqualTo("network file: " + file);
        assertThat(file).content().contains("../deployments/1337.json").doesNotContain(folder.toString());

        var read = io.gridwork.network.Network.find("shop-1337", folder, java.util.Map.of());
        assertThat(read.rpc()).isEqualTo(network.chain().rpcUrl());
        assertThat(read.deployment()).isRegularFile();
        assertThat(read.paymentToken()).contains("USDT");
        assertThat(read.tokens().keySet()).containsExactly("USDT", "GWS");
        assertThat(read.token("GWS"))
                .contains(applied.record().contract("TestStake").address());
        assertThat(read.development()).isEmpty();

        String first = Files.readString(file);
        Files.delete(file);
        assertThat(apply(plan).transactions()).isZero();
        assertThat(file).hasContent(first);
    }

    @Test
    void without_a_public_URL_there_is_no_file() {
        apply(Plan.parse("shop.yaml", SHOP));
        assertThat(progress)
                .last()
                .isEqualTo(
                        "network file: not written, because ${parameter.rpc} is not given; set it to the public URL of a node");
        assertThat(folder.resolve("networks")).doesNotExist();
    }

    @Test
    void a_public_node_does_not_serve_a_development_chain() {
        apply(shop(URI.create("https://rpc.example.org/v2")));
        assertThat(progress)
                .last()
                .asString()
                .startsWith("network file: not written, because https://rpc.example.org is another node")
                .endsWith(network.client().name());
        assertThat(folder.resolve("networks")).doesNotExist();
    }

    private static Plan shop(URI rpc) {
        return Plan.parse("shop.yaml", SHOP).withParameters(Map.of("rpc", rpc.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${parameter.rpc}       | ${parameter.url}                  | shop.yaml:7: ${parameter.url} stands for nothing here
            ${parameter.rpc}       | https:///v2                       | shop.yaml:7: "rpc" is https:///v2, which is no http or https URL with a host; give a public URL
            ${parameter.rpc}       | wss://rpc.example.org             | shop.yaml:7: "rpc" is wss://rpc.example.org, which is no http
            ${parameter.rpc}       | https://rpc example               | shop.yaml:7: "rpc" is https://rpc…, which is no URL
            ${parameter.rpc}       | https://me:secret@rpc.example.org | shop.yaml:7: "rpc" is https://rpc.example.org with a user or a key
            ${parameter.rpc}       | https://rpc.example.org/v2/f00secret5aa0f2c1d9b8e7a6c5d4e3f2a | shop.yaml:7: "rpc" is https://rpc.example.org with a user or a key
            ${parameter.rpc}       | https://rpc.example.org/?apikey=f00secret5aa0f2c1d9b8e7a6c5d4e3f2a | shop.yaml:7: "rpc" is https://rpc.example.org with a user or a key
            shop-${chain.id}       | ../shop                           | shop.yaml:6: "../shop" is no name of a network
            "${TestStake.address}" | "${TestStak.address}"             | shop.yaml:11: ${TestStak.address} stands for nothing here
            "${TestStake.address}" | 0x12                              | shop.yaml:11: token GWS (address):
            """)
    void a_mistake_is_found_before_anything_is_sent(String text, String mistake, String message) {
        Plan plan = Plan.parse("shop.yaml", SHOP.replace(text, mistake));
        Plan wrong = text.contains("rpc") ? plan : plan.withParameters(Map.of("rpc", "https://rpc.example.org"));
        long nonce = network.nonce(0);
        assertThatThrownBy(() -> apply(wrong))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("secret");
        assertThat(network.nonce(0)).isEqualTo(nonce);
    }

    @Test
    void a_folder_that_cannot_be_written_to_is_named() throws Exception {
        Files.createFile(folder.resolve("networks"));
        assertThatThrownBy(() -> apply(shop(network.chain().rpcUrl())))
                .hasMessageStartingWith("all contracts are deployed, and the network file "
                        + folder.resolve("networks/shop-1337.yaml") + " cannot be written: ")
                .hasMessageEndingWith("; make its folder writable and apply again");
    }
}

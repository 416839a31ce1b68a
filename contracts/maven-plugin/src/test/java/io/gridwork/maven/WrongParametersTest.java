package io.gridwork.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.network.Network;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each parameter that is wrong is named with its value and the remedy. */
@GridworkChain
@UnderLoad
class WrongParametersTest {
    @TempDir
    Path folder;

    private final TestChain chain;
    private final ApplyMojo mojo = new ApplyMojo();

    WrongParametersTest(TestChain chain) {
        this.chain = chain;
    }

    @BeforeEach
    void all_is_right() throws IOException {
        Files.writeString(
                folder.resolve("deploy.yaml"),
                "plan: p\naccounts: {owner: }\ncontracts: {A: {arguments: [\"${account.owner}\"]}}");
        Files.writeString(folder.resolve("A.json"), """
                {"abi": [{"type": "constructor", "inputs": [{"name": "owner", "type": "address"}]}], "bytecode": "0x00"}""");
        mojo.rpcUrl = chain.rpcUrl().toString();
        mojo.planFile = folder.resolve("deploy.yaml").toString();
        mojo.artifactsDirectory = folder.toString();
        mojo.deploymentsDirectory = folder.resolve("deployments").toFile();
        mojo.keyFile = secret("key", TestAccount.ALL.getFirst().privateKey()).toFile();
        mojo.accounts = Map.of("owner", TestAccount.ALL.getFirst().address());
        mojo.basedir = folder.toFile();
        mojo.environment = Map.of();
    }

    @Test
    void right_parameters_deploy() throws Exception {
        mojo.execute();
        assertThat(folder.resolve("deployments/1337.json")).content().contains("\"A\"");
        assertThat(mojo.projectProperties).containsKey("gridwork.address.A");
    }

    @Test
    void rpcUrl() {
        mojo.rpcUrl = null;
        refused("parameter rpcUrl is not set", "-Dgridwork.rpcUrl=http://", "chain-start");
        mojo.rpcUrl = "localhost:8545";
        refused("parameter rpcUrl: \"localhost:8545\" is no http or https URL", "http://127.0.0.1:8545");
        mojo.rpcUrl = "http://not a url";
        refused("parameter rpcUrl: \"http://not…\"");
        mojo.rpcUrl = "http://127.0.0.1:1";
        refused("parameter rpcUrl (http://127.0.0.1:1)", "is the node running?");
    }

    @Test
    void a_development_network_brings_its_node_and_a_key() throws Exception {
        Path state = folder.resolve("state");
        Network network = development(state.resolve("networks/dev/network.yaml"), chain.rpcUrl());
        mojo.rpcUrl = null;
        mojo.network = "dev";
        mojo.keyFile = null;
        mojo.environment = Map.of("GRIDWORK_STATE", state.toString());
        mojo.execute();
        assertThat(folder.resolve("deployments/1337.json")).content().contains("\"A\"");
        assertThat(mojo.keyFile)
                .isEqualTo(network.development().orElseThrow().deployerKey().toFile());

        mojo.keyFile = secret("mine", TestAccount.ALL.get(1).privateKey()).toFile();
        mojo.execute();
        assertThat(mojo.keyFile).hasName("mine");
    }

    @Test
    void network() throws IOException {
        mojo.network = "dev";
        refused("rpcUrl (" + chain.rpcUrl() + ") and network (dev) are both set", "give one of them", "chain-start");
        mojo.rpcUrl = null;
        refused("parameter network: there is no network \"dev\"", folder + "/networks", "run gridwork mvn");
        mojo.environment = Map.of("GRIDWORK_STATE", "/nowhere");
        refused("no file " + folder + "/networks/dev.yaml, and nothing of that name in /nowhere/networks");
        mojo.network = "${net}";
        refused("parameter network: Maven knows no value for ${net}");
        mojo.network = "networks/bad.yaml";
        Files.createDirectories(folder.resolve("networks"));
        Files.writeString(folder.resolve(mojo.network), "rpc: http://127.0.0.1:1\nurl: x");
        refused("parameter network: network file", "bad.yaml: unknown key \"url\"");
        mojo.environment = Map.of("GRIDWORK_STATE", folder.toString());
        mojo.network = "stopped";
        development(folder.resolve("networks/stopped.yaml"), URI.create("http://127.0.0.1:1"));
        refused("parameter network (stopped): ", "is the node running?");
        new Network(
                        folder.resolve("networks/public.yaml"),
                        chain.rpcUrl(),
                        folder.resolve("deployments/1337.json"),
                        Optional.empty(),
                        new LinkedHashMap<>(),
                        Optional.empty())
                .write();
        mojo.network = "public";
        mojo.keyFile = null;
        refused("parameter keyFile is not set");
    }

    private Network development(Path file, URI rpc) throws IOException {
        Path key = secret("deployer.key", TestAccount.ALL.getFirst().privateKey());
        var own = new Network.Development(key, key, folder, folder, URI.create("http://127.0.0.1:2/"), folder);
        var network = new Network(
                file,
                rpc,
                folder.resolve("deployments/1337.json"),
                Optional.empty(),
                new LinkedHashMap<>(),
                Optional.of(own));
        network.write();
        return network;
    }

    @Test
    void a_providers_key_is_not_shown() {
        mojo.rpcUrl = "http://user:secret@127.0.0.1:1/v2/secret";
        mojo.network = "dev";
        assertThatThrownBy(mojo::execute).hasMessageContaining("127.0.0.1:1").hasMessageNotContaining("secret");
        mojo.network = null;
        assertThatThrownBy(mojo::execute).hasMessageContaining("127.0.0.1:1").hasMessageNotContaining("secret");
        mojo.rpcUrl = "wss://rpc.example.org/v2/secret";
        assertThatThrownBy(mojo::execute)
                .hasMessageContaining("wss://rpc.example.org")
                .hasMessageNotContaining("secret");
    }

    @Test
    void planFile_and_artifactsDirectory() {
        mojo.planFile = null;
        refused("parameter planFile is not set", "-Dgridwork.planFile");
        mojo.planFile = folder.resolve("none.yaml").toString();
        refused("none.yaml does not exist", "give the path");
        mojo.planFile = "classpath:none.yaml";
        refused("no plan none.yaml on the class path");
        mojo.planFile = folder.resolve("deploy.yaml").toString();
        mojo.artifactsDirectory = folder.resolve("none").toString();
        refused("artifacts directory " + folder.resolve("none") + " does not exist", "compile the contracts first");
    }

    @Test
    void a_placeholder_that_Maven_does_not_know() {
        mojo.rpcUrl = "${gridwork.rpcURL}";
        refused("parameter rpcUrl: Maven knows no value for ${gridwork.rpcURL}", "set that property");
        mojo.rpcUrl = chain.rpcUrl().toString();
        mojo.deploymentsDirectory = folder.resolve("${network}/deployments").toFile();
        refused("parameter deploymentsDirectory: Maven knows no value for ${network}");
        assertThat(folder.resolve("${network}")).doesNotExist();
        mojo.deploymentsDirectory = folder.resolve("deployments").toFile();
        mojo.planFile = "${plan}";
        refused("parameter planFile: Maven knows no value for ${plan}");
        mojo.planFile = folder.resolve("deploy.yaml").toString();
        mojo.artifactsDirectory = "${out}";
        refused("parameter artifactsDirectory: Maven knows no value for ${out}");
        mojo.artifactsDirectory = folder.toString();
        mojo.keyFile = folder.resolve("${key}").toFile();
        refused("parameter keyFile: Maven knows no value for ${key}");
        mojo.keyFile = folder.resolve("key").toFile();
        mojo.accounts = Map.of("owner", "${Jury.address}");
        refused("account owner as given: ${Jury.address} stands for nothing here");
    }

    @Test
    void keyFile_and_passwordFile() throws IOException {
        mojo.keyFile = null;
        refused("parameter keyFile is not set", "-Dgridwork.keyFile");
        mojo.keyFile = folder.resolve("none").toFile();
        refused("parameter keyFile: " + folder.resolve("none") + " is no file");
        mojo.keyFile = secret("bad", "not a key").toFile();
        refused("parameter keyFile: key file " + folder.resolve("bad"), "64 hexadecimal digits");
        Path open = secret("open", TestAccount.ALL.getFirst().privateKey());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        mojo.keyFile = open.toFile();
        refused("run: chmod 600 " + open);
        mojo.keyFile = secret("store", "{\"crypto\": {}}").toFile();
        refused("it is encrypted", "(parameter passwordFile)");
        mojo.passwordFile = folder.resolve("none").toFile();
        refused("parameter passwordFile: " + folder.resolve("none") + " is no file");
    }

    @Test
    void accounts_parameters_and_confirmations() {
        mojo.accounts = Map.of();
        refused("${account.owner} has no value in the plan; it must be given");
        mojo.accounts = Map.of("ownr", "0x00");
        refused("the plan has no account \"ownr\"", "it has [owner]");
        mojo.accounts = Map.of("owner", "alice");
        refused("account owner as given", "alice");
        mojo.accounts = Map.of();
        mojo.parameters = Map.of("fee", "1");
        refused("the plan has no parameter \"fee\"");
        mojo.parameters = Map.of();
        mojo.accounts = Map.of("owner", TestAccount.ALL.getFirst().address());
        mojo.confirmations = 0;
        refused("parameter confirmations: 0 is less than 1");
    }

    @Test
    void chain_and_chainPort() {
        ChainStartMojo start = new ChainStartMojo();
        start.setPluginContext(new HashMap<>());
        start.chainDirectory = folder.resolve("chain").toFile();
        start.chain = "geth";
        assertThatThrownBy(start::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("chain=geth")
                .hasMessageContaining("use auto, besu or anvil");
        start.startTimeout = 0;
        start.chain = "auto";
        assertThatThrownBy(start::execute).hasMessageContaining("parameter startTimeout: 0 is out of bounds");
        start.chainPort = 70_000;
        assertThatThrownBy(start::execute).hasMessageContaining("parameter chainPort: 70000 is no port");
    }

    private void refused(String... parts) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContainingAll(parts);
    }

    private Path secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}

package io.gridwork.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.BlockRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {
    private static final Deployment DEPLOYMENT = new Deployment(1337)
            .with("Vault", contract("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 7))
            .with("JobEscrow", contract("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 9));

    @TempDir
    Path folder;

    private static Deployment.Contract contract(String address, long block) {
        return new Deployment.Contract(
                Address.parse(address), Keccak256.hash("tx"), block, Bytes.parse("0x00ff"), Keccak256.hash("code"));
    }

    @Test
    void aRecordReadsBackAsItWasWritten() throws IOException {
        Path file = folder.resolve("new/1337.json");
        DEPLOYMENT.write(file);
        Deployment read = Deployment.read(file);
        assertThat(read).isEqualTo(DEPLOYMENT);
        assertThat(read.contracts().keySet()).containsExactly("JobEscrow", "Vault");
        assertThat(read.firstBlock()).isEqualTo(7);
        assertThat(Files.readString(file)).contains("\"address\" : \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"");
        DEPLOYMENT
                .with("Vault", contract("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 11))
                .write(file);
        assertThat(Deployment.read(file).contract("Vault").blockNumber()).isEqualTo(11);
    }

    @Test
    void theBlockOfTheFirstTransactionIsKept() throws IOException {
        Path file = folder.resolve("1337.json");
        Deployment started = DEPLOYMENT.startingIn(new BlockRef(7, Hash32.ZERO));
        started.write(file);
        assertThat(Deployment.read(file)).isEqualTo(started);
        assertThat(Deployment.read(file).with("More", contract("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 12)))
                .returns(started.firstTransaction(), Deployment::firstTransaction);
    }

    @Test
    void aMissingContractIsNamedTogetherWithThoseThatAreThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEPLOYMENT.contract("NodeStaking"))
                .withMessageContaining("NodeStaking")
                .withMessageContaining("Vault")
                .withMessageContaining("1337");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"chainId\":\"x\"}",
                "{\"chainId\":1,\"contracts\":{\"A\":{}}}",
                "{\"chainId\":1,\"contracts\":{\"A\":{\"address\":\"0x12\"}}}"
            })
    void whatIsNoRecordIsNamedByItsFile(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.json"), content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deployment.read(file))
                .withMessageContaining("broken.json");
    }
}

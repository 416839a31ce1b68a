package io.gridwork.devnet.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.Faucet;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that stays, with real processes: ended, killed, started again, deleted. */
class BackgroundTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path place;

    private Path folder;
    private Background network;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void findAChain() {
        try {
            EngineSelection.ofThisProcess();
        } catch (NodeException absent) {
            Assumptions.abort(absent.getMessage());
        }
        folder = place.resolve("networks/dev");
        network = new Background(folder);
    }

    @AfterEach
    void end() {
        network.stop();
    }

    private NetworkStatus up() {
        lines.clear();
        try {
            return network.start(List.of("--port=0", "--workers=1", "--device=reference"), lines::add);
        } catch (DevnetException e) {
            throw new AssertionError(String.join("\n", lines), e);
        }
    }

    private static NetworkStatus.Service service(NetworkStatus status, String name) {
        return status.services().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goesOnWhereItWas() throws IOException {
        NetworkStatus first = up();
        assertThat(lines).anyMatch(line -> line.contains("deployed 11 contracts in "));
        assertThat(first.isWell()).isTrue();
        assertThat(first.services())
                .extracting(NetworkStatus.Service::name)
                .containsExactly("chain", "worker-1", "indexer");
        Network file = Network.read(folder.resolve(Network.FILE));
        Deployment deployment = Deployment.read(file.deployment());
        var account = Address.parse("0x00000000000000000000000000000000000000ab");
        try (var faucet = new Faucet(file)) {
            faucet.give(account, BigInteger.ONE, BigInteger.TEN, BigInteger.TWO);
        }

        // The worker and then the process that keeps it are killed, as by a crash.
        ProcessHandle.of(service(first, "worker-1").pid()).orElseThrow().destroyForcibly();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> network.status()
                        .map(status -> service(status, "worker-1"))
                        .filter(worker -> worker.running() && worker.restarts() == 1)
                        .isPresent());
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(LIMIT).until(() -> !network.isRunning());
        assertThat(network.exists()).isTrue();

        NetworkStatus second = up();

        assertThat(lines).anyMatch(line -> line.contains("all 11 contracts are there already"));
        assertThat(second.block()).isGreaterThanOrEqualTo(first.block());
        assertThat(second.services())
                .extracting(NetworkStatus.Service::url)
                .isEqualTo(first.services().stream()
                        .map(NetworkStatus.Service::url)
                        .toList());
        Network again = Network.read(folder.resolve(Network.FILE));
        assertThat(again).isEqualTo(file);
        assertThat(Deployment.read(again.deployment())).isEqualTo(deployment);
        try (var faucet = new Faucet(again)) {
            assertThat(faucet.balances(account)).isEqualTo("1 ETH, 10 GWS, 2 USDT");
        }

        assertThatThrownBy(() -> DevnetFolder.delete(folder)).hasMessageContaining("already runs");

        assertThat(network.stop()).isTrue();
        assertThat(network.stop()).isFalse();
        for (var service : second.services())
            assertThat(ProcessHandle.of(service.pid()).filter(ProcessHandle::isAlive))
                    .as(service.name())
                    .isEmpty();
        Path mine = Files.writeString(folder.resolve("notes.txt"), "mine");
        DevnetFolder.delete(folder);
        assertThat(folder).isDirectoryContaining(mine::equals);
        assertThat(folder.resolve("keys")).doesNotExist();
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws IOException {
        Files.createDirectories(folder);
        Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> network.start(List.of(), _ -> {})).hasMessageContaining("holds no Gridwork network");
        assertThatThrownBy(() -> DevnetFolder.delete(folder)).hasMessageContaining("holds no Gridwork network");
        assertThat(letter).exists();
    }
}

package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine owes; an engine that is not on this machine is aborted with the reason. */
abstract class ChainContractTest {

    private final String engineName;
    private ChainEngine engine;
    private TestChain chain;

    ChainContractTest(String engineName) {
        this.engineName = engineName;
    }

    @BeforeEach
    void start() {
        try {
            engine =
                    EngineSelection.of(engineName, Surroundings.ofThisProcess()).engine();
        } catch (NodeException absent) {
            Assumptions.abort(absent.getMessage());
        }
        chain = engine.start(ChainOptions.defaults());
    }

    @AfterEach
    void stop() {
        if (chain != null) chain.close();
    }

    @Test
    void answersOnLoopbackWithTheAgreedChainId() {
        assertThat(chain.rpcUrl().getHost()).isEqualTo("127.0.0.1");
        assertThat(chain.rpc().callForLong("eth_chainId")).isEqualTo(TestChain.CHAIN_ID);
        assertThat(chain.rpc().callForString("web3_clientVersion")).containsIgnoringCase(engineName);
        assertThat(chain.process().isAlive()).isTrue();
    }

    @Test
    void fundsEveryTestAccount() {
        for (TestAccount account : chain.accounts())
            assertThat(chain.rpc().callForString("eth_getBalance", account.address(), "latest"))
                    .as("balance of %s", account)
                    .isEqualTo("0x21e19e0c9bab2400000");
    }

    @Test
    void producesBlocksAndLetsTimePass() {
        long number = chain.blockNumber();
        chain.nextBlock();
        assertThat(chain.blockNumber()).isGreaterThan(number);
        long time = chain.blockTimestamp();
        chain.passTime(Duration.ofSeconds(3));
        assertThat(chain.blockTimestamp()).isGreaterThanOrEqualTo(time + 3);
    }

    @Test
    void reportsAnErrorOfTheNodeWithItsCode() {
        assertThatThrownBy(() -> chain.rpc().call("eth_noSuchMethod"))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(-32601))
                .hasMessageStartingWith("eth_noSuchMethod: ");
    }

    @Test
    void severalNodesRunSideBySide() {
        try (var other = engine.start(ChainOptions.defaults())) {
            assertThat(other.rpcUrl()).isNotEqualTo(chain.rpcUrl());
            other.nextBlock();
            assertThat(chain.process().isAlive()).isTrue();
            assertThat(other.dataFolder()).isNotEqualTo(chain.dataFolder());
        }
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        chain.close();
        assertThat(chain.process().isAlive()).isFalse();
        assertThat(chain.dataFolder()).doesNotExist();
        assertThatThrownBy(chain::blockNumber)
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(chain.rpcUrl().toString());
    }

    @Test
    void refusesADataFolderWhoseNodeRunsAndSaysHowToStopIt(@TempDir Path folder) {
        var options = ChainOptions.defaults().withDataFolder(folder);
        try (var first = engine.start(options)) {
            assertThatThrownBy(() -> engine.start(options))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("pid " + first.process().pid())
                    .hasMessageContaining("gridwork chain stop --dir " + folder);
            assertThat(first.process().isAlive()).isTrue();
        }
        assertThat(folder.resolve(PidFile.NAME)).doesNotExist();
    }

    @Test
    void aDetachedNodeIsStoppedThroughItsFolder(@TempDir Path folder) {
        var detached =
                engine.start(ChainOptions.defaults().withDataFolder(folder).withDetached(true));
        assertThat(PidFile.read(folder)).hasValueSatisfying(file -> {
            assertThat(file.engine()).isEqualTo(engineName);
            assertThat(file.rpcUrl()).isEqualTo(detached.rpcUrl());
        });
        assertThat(DataFolder.stop(folder)).isPresent();
        assertThat(detached.process().isAlive()).isFalse();
        assertThat(DataFolder.stop(folder)).isEmpty();
    }

    @Test
    void aStartThatFailsSaysWhyWithTheNodesOwnWordsAndLeavesNoProcess(@TempDir Path folder) {
        int taken = chain.rpcUrl().getPort();
        assertThatThrownBy(() -> engine.start(
                        ChainOptions.defaults().withDataFolder(folder).withPort(taken)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(engineName)
                .hasMessageContaining("the end of its log")
                .hasMessageContaining("in use");
        assertThat(folder.resolve(PidFile.NAME)).doesNotExist();
        assertThat(chain.process().isAlive()).isTrue();
    }

    @Test
    void aNewStartInAFolderIsANewChain(@TempDir Path folder) throws Exception {
        var options = ChainOptions.defaults().withDataFolder(folder);
        try (var first = engine.start(options)) {
            first.nextBlock();
            assertThat(first.blockNumber()).isPositive();
        }
        Files.writeString(folder.resolve("mine.txt"), "kept");
        try (var second = engine.start(options)) {
            assertThat(second.blockNumber()).isLessThanOrEqualTo(1);
        }
        assertThat(folder.resolve("mine.txt")).hasContent("kept");
    }

    TestChain chain() {
        return chain;
    }
}

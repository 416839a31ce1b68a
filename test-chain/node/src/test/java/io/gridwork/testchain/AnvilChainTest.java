package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@UnderLoad
final class AnvilChainTest extends ChainContractTest {

    AnvilChainTest() {
        super(AnvilEngine.NAME);
    }

    private AnvilChain anvil() {
        return (AnvilChain) chain();
    }

    @Test
    void comesBackToASnapshotOnce() {
        anvil().mine(3);
        var snapshot = anvil().snapshot();
        anvil().mine(5);
        anvil().revert(snapshot);
        assertThat(anvil().blockNumber()).isEqualTo(3);
        assertThatThrownBy(() -> anvil().revert(snapshot))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("no snapshot " + snapshot.id());
    }

    @Test
    void aReorgReplacesTheNewestBlocksAndNoOlderOne() {
        anvil().mine(6);
        String kept = hashOf(3);
        String replaced = hashOf(4);
        anvil().reorg(3);
        assertThat(anvil().blockNumber()).isEqualTo(6);
        assertThat(hashOf(3)).isEqualTo(kept);
        assertThat(hashOf(4)).isNotEqualTo(replaced);
    }

    @Test
    void keepsATransactionPendingUntilItMinesWhenAskedTo() {
        anvil().mineOnTransaction(false);
        String hash = anvil().rpc()
                .callForString(
                        "eth_sendTransaction",
                        Map.of(
                                "from", anvil().accounts().get(0).address(),
                                "to", anvil().accounts().get(1).address(),
                                "value", "0x1"));
        assertThat(anvil().rpc().call("eth_getTransactionReceipt", hash)).isNull();
        anvil().mine(1);
        assertThat(anvil().rpc().call("eth_getTransactionReceipt", hash)).isNotNull();
    }

    @Test
    void theLogOfAChainThatStaysDoesNotGrow(@TempDir Path folder) throws IOException {
        var engine = EngineSelection.of(AnvilEngine.NAME, Surroundings.ofThisProcess())
                .engine();
        var options = ChainOptions.defaults().withDataFolder(folder).withKept(true);
        try (TestChain staying = engine.start(options)) {
            staying.nextBlock();
            long size = Files.size(staying.log());
            for (int i = 0; i < 20; i++) staying.nextBlock();
            assertThat(Files.size(staying.log())).isEqualTo(size);
            assertThat(staying.blockNumber()).isEqualTo(21);
        }
    }

    private String hashOf(int block) {
        var found = (Map<?, ?>) anvil().rpc().call("eth_getBlockByNumber", "0x" + Integer.toHexString(block), false);
        return (String) found.get("hash");
    }
}

package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class NodeFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aClientMeetsTheFaultUntilTheNodeIsHealed(NodeFault fault) throws IOException {
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
        mined(transfer());
    }

    private Check check(NodeFault fault) {
        return switch (fault) {
            case REORG -> this::assertReorg;
            case POOL_LOST -> this::assertPoolLost;
            case FOREIGN_TRANSACTION -> this::assertForeignTransaction;
            case BASE_FEE_JUMPS -> this::assertBaseFeeJumps;
            case MINES_ON_DEMAND -> this::assertMinesOnDemand;
            case LEGACY_CHAIN -> this::assertLegacy;
            case FREE_GAS -> this::assertFreeGas;
        };
    }

    private void assertReorg() throws IOException {
        String removed = mined(transfer());
        Object hash = newestBlock().get("hash");
        node.play(NodeFault.REORG.on("eth_getTransactionReceipt").after(1));
        assertThat(result("eth_getTransactionReceipt", removed)).isNotNull();
        assertThat(result("eth_getTransactionReceipt", removed)).isNull();
        assertThat(result("eth_getTransactionReceipt", removed)).isNull();
        assertThat(node.timesPlayed(NodeFault.REORG)).isOne();
        assertThat(newestBlock().get("hash")).isNotEqualTo(hash);
    }

    private void assertPoolLost() throws IOException {
        node.play(NodeFault.MINES_ON_DEMAND);
        String lost = transfer();
        assertThat(result("eth_getTransactionByHash", lost)).isNotNull();
        node.play(NodeFault.POOL_LOST);
        assertThat(result("eth_getTransactionByHash", lost)).isNull();
    }

    private void assertForeignTransaction() throws IOException {
        node.play(NodeFault.FOREIGN_TRANSACTION);
        String raw = signed();
        assertThat(error("eth_sendRawTransaction", "0x00")).isNotBlank();
        assertThat(node.timesPlayed(NodeFault.FOREIGN_TRANSACTION)).isZero();
        result("eth_getTransactionCount", account(), "latest");
        assertThat(error("eth_sendRawTransaction", raw)).containsAnyOf("nonce too low", "underpriced");
        assertThat(chain.rpc().call("eth_getTransactionReceipt", chain.rpc().call("web3_sha3", raw)))
                .isNull();
    }

    private void assertBaseFeeJumps() throws IOException {
        chain.mine(1);
        long before = Trees.quantity(newestBlock().get("baseFeePerGas"));
        node.play(NodeFault.BASE_FEE_JUMPS);
        result("eth_chainId");
        chain.mine(1);
        assertThat(Trees.quantity(newestBlock().get("baseFeePerGas"))).isEqualTo(before * 10);
        chain.rpc().call("anvil_setNextBlockBaseFeePerGas", hex(before));
        chain.mine(1);
    }

    private void assertMinesOnDemand() throws IOException {
        node.play(NodeFault.MINES_ON_DEMAND);
        String hash = (String) result("eth_sendRawTransaction", signed());
        assertThat(result("eth_getTransactionReceipt", hash)).isNull();
        chain.mine(1);
        assertThat(result("eth_getTransactionReceipt", hash)).isNotNull();
    }

    private void assertLegacy() throws IOException {
        node.play(NodeFault.LEGACY_CHAIN);
        assertThat(fields("eth_getBlockByNumber", "latest", false).containsKey("baseFeePerGas"))
                .isFalse();
        assertThat(error("eth_maxPriorityFeePerGas")).startsWith("-32601");
        assertThat(error("eth_feeHistory", "0x1", "latest", List.of())).startsWith("-32601");
        assertThat(error("eth_sendRawTransaction", signed())).isEqualTo("-32000 transaction type not supported");
        String hash = (String) result("eth_sendRawTransaction", signed(Map.of("gasPrice", "0x77359400")));
        mined(hash);
    }

    private void assertFreeGas() throws IOException {
        node.play(NodeFault.FREE_GAS);
        assertThat(result("eth_gasPrice")).isEqualTo("0x0");
        assertThat(result("eth_maxPriorityFeePerGas")).isEqualTo("0x0");
        assertThat(fields("eth_getBlockByNumber", "latest", false).get("baseFeePerGas"))
                .isEqualTo("0x0");
        String hash = (String) result("eth_sendRawTransaction", signed(Map.of("gasPrice", "0x0")));
        mined(hash);
    }

    @Test
    void aNamedAccountNeedsNoRequestBefore() throws IOException {
        node.play(NodeFault.FOREIGN_TRANSACTION.plan().of(account()));
        assertThat(error("eth_sendRawTransaction", signed())).containsAnyOf("nonce too low", "underpriced");
    }
}

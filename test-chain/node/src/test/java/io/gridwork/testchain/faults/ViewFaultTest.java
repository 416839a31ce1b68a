package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class ViewFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    private long head;
    private String newest;

    @BeforeEach
    void someBlocks() {
        mined(emit());
        chain.mine(5);
        newest = mined(emit());
        head = chain.blockNumber();
    }

    @ParameterizedTest
    @EnumSource
    void aClientMeetsTheFaultUntilTheNodeIsHealed(ViewFault fault) throws IOException {
        node.play(fault);
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
    }

    private Check check(ViewFault fault) {
        return switch (fault) {
            case LAGGING -> this::assertLagging;
            case LAGGING_SECONDS -> this::assertLateBlocks;
            case HEAD_GOES_BACK -> this::assertHeadGoesBack;
            case RECEIPT_LATE -> this::assertLateReceipt;
            case PENDING_NONCE_UNKNOWN -> this::assertPendingNonceUnknown;
            case BLOCK_ZERO_IS_LATEST ->
                () -> assertThat(fields("eth_getBlockByNumber", "0x0", false).get("number"))
                        .isEqualTo(hex(head));
            case BLOCK_ZERO_IS_NULL ->
                () -> assertThat(result("eth_getBlockByNumber", "0x0", false)).isNull();
            case OTHER_CHAIN -> this::assertOtherChain;
            case SYNCING ->
                () -> assertThat(fields("eth_syncing").get("currentBlock")).isEqualTo(hex(head));
            case LOGS_LEFT_OUT ->
                () -> assertThat(result("eth_getLogs", range(0, head))).isEqualTo(List.of());
            case LOGS_ABOVE_HEAD_REFUSED -> this::assertNoLogsAboveHead;
            case STATE_PRUNED -> this::assertPruned;
            case STATE_PRUNED_NULL -> this::assertPrunedToNull;
            case HISTORY_PRUNED -> this::assertHistoryPruned;
        };
    }

    private static Map<String, String> range(long from, long to) {
        return Map.of("fromBlock", hex(from), "toBlock", hex(to));
    }

    /** Whatever is asked, the answer is the one of a node that lags, or of one that does not; both come. */
    private void assertLagging() throws IOException {
        node.heal();
        node.play(ViewFault.LAGGING.always());
        String nonceBefore = chain.rpc().callForString("eth_getTransactionCount", account(), hex(head - 2));
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head - 2));
        assertThat(fields("eth_getBlockByNumber", "latest", false).get("number"))
                .isEqualTo(hex(head - 2));
        assertThat(result("eth_getBlockByNumber", hex(head - 1), false)).isNull();
        assertThat(result("eth_getBlockByHash", newestBlock().get("hash"), false))
                .isNull();
        assertThat(result("eth_getBlockReceipts", hex(head))).isNull();
        assertThat(result("eth_getTransactionReceipt", newest)).isNull();
        assertThat(result("eth_getTransactionByHash", newest)).isNull();
        assertThat((List<?>) result("eth_getLogs", range(head - 2, head))).isEmpty();
        assertThat(result("eth_getTransactionCount", account(), "pending")).isEqualTo(nonceBefore);
        assertThat(result("eth_getTransactionCount", account())).isEqualTo(nonceBefore);
        assertThat(error("eth_getBalance", account(), hex(head))).isEqualTo("-32000 header not found");
        assertThat(error(
                        "eth_getCode",
                        account(),
                        Map.of("blockHash", newestBlock().get("hash"))))
                .isEqualTo("-32000 header not found");
        assertThat(result("eth_getBlockByNumber", hex(head - 2), false)).isNotNull();
    }

    @Test
    void byDefaultAboutHalfOfTheAnswersLag() throws IOException {
        node.play(ViewFault.LAGGING);
        int late = 0;
        for (int i = 0; i < 40; i++) if (result("eth_blockNumber").equals(hex(head - 2))) late++;
        assertThat(late).isBetween(5, 35);
        assertThat(node.timesPlayed(ViewFault.LAGGING)).isEqualTo(late);
    }

    private void assertLateBlocks() throws IOException {
        node.heal();
        node.play(ViewFault.LAGGING_SECONDS.always().amount(1000));
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head));
        chain.mine(2);
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head));
        node.heal();
        node.play(ViewFault.LAGGING_SECONDS.always().amount(0));
        chain.mine(1);
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head + 3));
    }

    private void assertHeadGoesBack() throws IOException {
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head));
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head - 2));
        assertThat(result("eth_blockNumber")).isEqualTo(hex(head));
    }

    private void assertLateReceipt() throws IOException {
        assertThat(result("eth_getTransactionReceipt", newest)).isNull();
        assertThat(result("eth_getTransactionReceipt", newest)).isNull();
        assertThat(result("eth_getTransactionReceipt", newest)).isNotNull();
    }

    private void assertPendingNonceUnknown() throws IOException {
        chain.mineOnTransaction(false);
        Object latest = chain.rpc().call("eth_getTransactionCount", account(), "latest");
        transfer();
        assertThat(result("eth_getTransactionCount", account(), "pending")).isEqualTo(latest);
        chain.mine(1);
        chain.mineOnTransaction(true);
    }

    private void assertOtherChain() throws IOException {
        assertThat(result("eth_chainId")).isEqualTo("0x1");
        assertThat(result("net_version")).isEqualTo("1");
    }

    private void assertNoLogsAboveHead() throws IOException {
        assertThat(error("eth_getLogs", range(head, head + 1))).isEqualTo("-32602 Invalid params");
        assertThat(result("eth_getLogs", range(head, head))).isNotNull();
    }

    private void assertPruned() throws IOException {
        assertThat(error("eth_getBalance", account(), hex(head - 3))).startsWith("-32000 missing trie node");
        assertThat(result("eth_getBalance", account(), hex(head - 2))).isNotNull();
        assertThat(result("eth_getBalance", account(), "latest")).isNotNull();
    }

    private void assertPrunedToNull() throws IOException {
        assertThat(ask("eth_call", Map.of("to", account()), hex(head - 3)).containsKey("error"))
                .isFalse();
        assertThat(result("eth_call", Map.of("to", account()), hex(head - 3))).isNull();
        assertThat(result("eth_call", Map.of("to", account()), "latest")).isEqualTo("0x");
    }

    private void assertHistoryPruned() throws IOException {
        assertThat(error("eth_getLogs", range(head - 3, head))).isEqualTo("4444 pruned history unavailable");
        assertThat(error("eth_getBlockByNumber", "0x0", false)).isEqualTo("4444 pruned history unavailable");
        assertThat(result("eth_getLogs", range(head - 2, head))).isNotNull();
    }
}

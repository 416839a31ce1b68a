package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class LimitFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    private long head;

    @BeforeEach
    void someBlocks() {
        for (int i = 0; i < 6; i++) mined(emit());
        chain.mine(10);
        head = chain.blockNumber();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAboveTheLimitIsRefusedAndWhatIsNotIsAnswered(LimitFault fault) throws IOException {
        node.play(fault);
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
    }

    private Check check(LimitFault fault) {
        return switch (fault) {
            case LOGS_RANGE_LIMIT -> () -> assertThat(rangeRefused()).isNotBlank();
            case LOGS_RANGE_LIMIT_UNTOLD ->
                () -> assertThat(rangeRefused()).isEqualTo("-32000 that is more than we care to give");
            case LOGS_TIMEOUT -> () -> assertThat(rangeRefused()).isEqualTo("-32002 request timed out");
            case LOGS_RESULT_LIMIT -> this::assertResultLimit;
            case RESPONSE_SIZE_LIMIT -> this::assertSizeLimit;
            case ADDRESS_LIMIT -> this::assertAddressLimit;
            case TRANSACTION_GAS_CAP -> this::assertGasCap;
            case BLOCK_GAS_LIMIT -> this::assertBlockGasLimit;
        };
    }

    private static Map<String, Object> range(long from, long to) {
        return Map.of("fromBlock", hex(from), "toBlock", hex(to));
    }

    private String rangeRefused() throws IOException {
        assertThat(result("eth_getLogs", range(head - 9, head))).isNotNull();
        return error("eth_getLogs", range(head - 10, head));
    }

    private void assertResultLimit() throws IOException {
        assertThat(error("eth_getLogs", range(0, head))).isNotBlank();
        assertThat(result("eth_getLogs", range(head - 14, head))).isNotNull();
    }

    private void assertSizeLimit() throws IOException {
        assertThat(error("eth_getLogs", range(0, head))).isNotBlank();
        assertThat(result("eth_chainId")).isEqualTo("0x539");
    }

    private void assertAddressLimit() throws IOException {
        for (int addresses = 5; addresses <= 6; addresses++) {
            Map<String, Object> filter = Map.of(
                    "fromBlock", hex(head), "toBlock", hex(head), "address", Collections.nCopies(addresses, account()));
            assertThat(ask("eth_getLogs", filter).containsKey("error")).isEqualTo(addresses > 5);
        }
    }

    private void assertGasCap() throws IOException {
        assertThat(error("eth_sendRawTransaction", signed(Map.of("gas", "0x1000001", "gasPrice", "0x77359400"))))
                .isEqualTo("-32000 transaction gas limit too high (cap: 16777216, tx: 16777217)");
        assertThat(error(
                        "eth_sendRawTransaction",
                        signed(Map.of(
                                "gas",
                                "0x1000001",
                                "maxFeePerGas",
                                "0x77359400",
                                "maxPriorityFeePerGas",
                                "0x3b9aca00"))))
                .contains("tx: 16777217");
        mined((String) result("eth_sendRawTransaction", signed()));
    }

    private void assertBlockGasLimit() throws IOException {
        assertThat(fields("eth_getBlockByNumber", "latest", false).get("gasLimit"))
                .isEqualTo("0x989680");
        assertThat(error("eth_sendRawTransaction", signed(Map.of("gas", "0x989681", "gasPrice", "0x77359400"))))
                .isEqualTo("-32000 exceeds block gas limit");
    }

    @Test
    void theSeedDrawsTheProviderWhoseWordsAreUsedAndKeepsIt() throws IOException {
        var words = new HashSet<String>();
        for (int seed = 0; seed < 40; seed++) {
            try (var seeded = FaultyNode.before(chain.rpcUrl(), seed)) {
                node = seeded;
                node.play(LimitFault.LOGS_RANGE_LIMIT);
                String first = error("eth_getLogs", range(0, head));
                assertThat(error("eth_getLogs", range(0, head))).isEqualTo(first);
                words.add(first);
            }
        }
        assertThat(words).hasSizeGreaterThan(5);
    }
}

package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class FieldFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    private String transfer;
    private String emitter;
    private long block;

    @BeforeEach
    void twoTransactionsInABlock() {
        chain.mineOnTransaction(false);
        emitter = emit();
        emit();
        transfer = transfer();
        chain.mine(1);
        chain.mineOnTransaction(true);
        block = chain.blockNumber();
    }

    @ParameterizedTest
    @EnumSource
    void aClientMeetsTheFaultUntilTheNodeIsHealed(FieldFault fault) throws IOException {
        node.play(fault);
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
    }

    private Check check(FieldFault fault) {
        return switch (fault) {
            case RECEIPT_ROOT_EMPTY ->
                () -> assertThat(receiptThrough().get("root")).isEqualTo("0x");
            case RECEIPT_PRICE_NAN ->
                () -> assertThat(receiptThrough().get("effectiveGasPrice")).isEqualTo("0xNaN");
            case RECEIPT_WITHOUT_PRICE ->
                () -> assertThat(receiptThrough().containsKey("effectiveGasPrice"))
                        .isFalse();
            case RECEIPT_WITHOUT_STATUS ->
                () -> assertThat(receiptThrough().containsKey("status")).isFalse();
            case RECEIPT_WITHOUT_TYPE ->
                () -> assertThat(receiptThrough().containsKey("type")).isFalse();
            case CONTRACT_ADDRESS_EMPTY -> this::assertEmptyContractAddress;
            case CONTRACT_ADDRESS_NULL -> this::assertNullContractAddress;
            case CONTRACT_ADDRESS_ABSENT ->
                () -> assertThat(receiptThrough().containsKey("contractAddress"))
                        .isFalse();
            case NUMBERS_FOR_HEX ->
                () -> assertThat(receiptThrough().get("blockNumber")).isEqualTo(new BigDecimal(block));
            case NUMBERS_IN_UNREAD_FIELDS -> this::assertUnreadNumbers;
            case DATA_FOR_INPUT -> this::assertDataForInput;
            case INPUT_IGNORED -> this::assertInputIgnored;
            case EXTRA_FIELDS ->
                () -> assertThat(receiptThrough().containsKey("zzUnknown")).isTrue();
            case UPPER_CASE_HEX ->
                () -> assertThat((String) receiptThrough().get("blockHash")).matches("0x[0-9A-F]{64}");
            case PADDED_QUANTITIES ->
                () -> assertThat(receiptThrough().get("status")).isEqualTo("0x01");
            case BLOCK_TIMESTAMP_MISSING ->
                () -> assertThat(logs()).noneMatch(log -> log.containsKey("blockTimestamp"));
            case BLOCK_TIMESTAMP_ZERO ->
                () -> assertThat(logs())
                        .allMatch(log -> log.get("blockTimestamp").equals("0x0"));
            case LOG_REMOVED_MISSING -> () -> assertThat(logs()).noneMatch(log -> log.containsKey("removed"));
            case LOG_INDEX_PER_TRANSACTION -> this::assertLogIndexPerTransaction;
            case LOGS_BLOOM_MISSING ->
                () -> assertThat(receiptThrough().containsKey("logsBloom")).isFalse();
        };
    }

    private Map<?, ?> receiptThrough() throws IOException {
        return fields("eth_getTransactionReceipt", transfer);
    }

    private List<Map<?, ?>> logs() throws IOException {
        var logs = (List<?>) result("eth_getLogs", Map.of("fromBlock", hex(block), "toBlock", hex(block)));
        assertThat(logs).hasSize(4);
        return logs.stream().<Map<?, ?>>map(log -> (Map<?, ?>) log).toList();
    }

    private void assertEmptyContractAddress() throws IOException {
        assertThat(receiptThrough().get("contractAddress")).isEqualTo("0x");
        assertThat(fields("eth_getTransactionReceipt", emitter).get("contractAddress"))
                .asString()
                .hasSize(42);
    }

    /** anvil itself gives null, so the fault is met on a receipt that another fault has changed. */
    private void assertNullContractAddress() throws IOException {
        node.heal();
        node.play(FieldFault.CONTRACT_ADDRESS_ABSENT);
        node.play(FieldFault.CONTRACT_ADDRESS_NULL);
        assertThat(receiptThrough().containsKey("contractAddress")).isTrue();
        assertThat(receiptThrough().get("contractAddress")).isNull();
    }

    private void assertUnreadNumbers() throws IOException {
        Map<?, ?> header = fields("eth_getBlockByNumber", hex(block), false);
        assertThat(header.get("size")).isInstanceOf(BigDecimal.class);
        assertThat(header.get("number")).isEqualTo(hex(block));
    }

    private void assertDataForInput() throws IOException {
        Map<?, ?> sent = fields("eth_getTransactionByHash", emitter);
        assertThat(sent.containsKey("input")).isFalse();
        assertThat(sent.get("data")).asString().startsWith("0x6000");
    }

    /** A creation whose code returns a word of memory: without it, nothing comes back. */
    private void assertInputIgnored() throws IOException {
        String code = "0x60206000f3";
        assertThat(result("eth_call", Map.of("from", account(), "data", code), "latest"))
                .isEqualTo("0x" + "00".repeat(32));
        assertThat(Json.write(ask("eth_call", Map.of("from", account(), "input", code), "latest")))
                .doesNotContain("00".repeat(32));
    }

    private void assertLogIndexPerTransaction() throws IOException {
        assertThat(logs().stream().<Object>map(log -> log.get("logIndex"))).containsExactly("0x0", "0x1", "0x0", "0x1");
    }
}

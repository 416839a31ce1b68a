package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.faults.RawClient.Ending;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class TransactionFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    private String raw;
    private String hash;

    @BeforeEach
    void sign() {
        raw = signed();
        hash = chain.rpc().callForString("web3_sha3", raw);
    }

    @ParameterizedTest
    @EnumSource
    void aClientMeetsTheFaultUntilTheNodeIsHealed(TransactionFault fault) throws IOException {
        node.play(fault);
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
    }

    private Check check(TransactionFault fault) {
        return switch (fault) {
            case TRANSACTION_DROPPED -> this::assertDropped;
            case TRANSACTION_TAKEN_WITH_ERROR -> this::assertTakenWithError;
            case TRANSACTION_ALREADY_KNOWN ->
                () -> {
                    assertThat(error("eth_sendRawTransaction", raw)).isEqualTo("-32000 already known");
                    mined(hash);
                };
            case TRANSACTION_TAKEN_WITH_RESET ->
                () -> {
                    assertThat(post("eth_sendRawTransaction", raw).ending()).isEqualTo(Ending.RESET);
                    mined(hash);
                };
            case TRANSACTION_TAKEN_WITH_NULL ->
                () -> {
                    assertThat(result("eth_sendRawTransaction", raw)).isNull();
                    mined(hash);
                };
            case NONCE_TOO_LOW -> refused("-32000 nonce too low");
            case NONCE_TOO_HIGH -> refused("-32000 nonce too high");
            case REPLACEMENT_UNDERPRICED -> refused("-32000 replacement transaction underpriced");
            case FEE_TOO_LOW -> refused("-32000 max fee per gas less than block base fee");
            case GAS_PRICE_TOO_LOW -> refused("-32009 Gas price below configured minimum gas price");
            case POOL_FULL -> refused("-32000 txpool is full");
            case INSUFFICIENT_FUNDS -> refused("-32000 insufficient funds for gas * price + value");
        };
    }

    private Check refused(String error) {
        return () -> {
            assertThat(error("eth_sendRawTransaction", raw)).isEqualTo(error);
            assertThat(receipt(hash)).isNull();
        };
    }

    private void assertDropped() throws IOException {
        assertThat(result("eth_sendRawTransaction", raw)).isEqualTo(hash);
        assertThat(result("eth_getTransactionByHash", hash)).isNull();
        node.heal();
        assertThat(result("eth_sendRawTransaction", raw)).isEqualTo(hash);
        mined(hash);
    }

    private void assertTakenWithError() throws IOException {
        assertThat(error("eth_sendRawTransaction", raw)).isEqualTo("-32603 Internal error");
        mined(hash);
        assertThat(error("eth_sendRawTransaction", raw)).isEqualTo("-32000 already known");
    }
}

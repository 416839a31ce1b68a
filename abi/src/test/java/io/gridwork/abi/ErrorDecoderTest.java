package io.gridwork.abi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorDecoderTest {
    @Test
    void theReasonOfAContractIsFitForATerminal() {
        String text = "1b5b326a0a00";
        Bytes revert = Bytes.parse("0x08c379a0" + "%064x".formatted(32) + "%064x".formatted(6) + text + "0".repeat(52));
        assertThat(ErrorDecoder.BUILT_IN.describe(revert)).isEqualTo(" [2j  ");
    }

    @Test
    void ofUnknownDataTheStartIsShown() {
        Bytes revert = Bytes.parse("0x" + "ab".repeat(1_000_000));
        assertThat(ErrorDecoder.BUILT_IN.describe(revert)).hasSize(PlainText.MESSAGE + 1);
    }
}

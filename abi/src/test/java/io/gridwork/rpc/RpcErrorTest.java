package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.PlainText;
import org.junit.jupiter.api.Test;

class RpcErrorTest {
    private static final String LONG = "x".repeat(5_000_000);

    @Test
    void ofALongErrorTheStartIsKept() {
        RpcError error = new RpcError(-32000, LONG, LONG);
        assertThat(error.message()).hasSize(PlainText.MESSAGE + 1).endsWith("…");
        assertThat(error.data()).hasSize(PlainText.MESSAGE + 1);
    }

    @Test
    void theDataOfARevertStaysWhole() {
        RpcError error = new RpcError(3, "execution reverted", "\"0x" + "ab".repeat(2_500_000) + '"');
        assertThat(error.revertData().orElseThrow().size()).isEqualTo(2_500_000);
        assertThat(error.toString()).hasSizeLessThan(PlainText.MESSAGE);
    }

    @Test
    void whatATerminalWouldActOnIsLeftOut() {
        RpcError error = new RpcError(-32000, "a\u001b[31mb\r\nc\0d\u202ee\u009bf\u2028g", "\u001b]0;title\u0007");
        assertThat(error.message()).isEqualTo("a [31mb  c d e f g");
        assertThat(error.toString()).isEqualTo("a [31mb  c d e f g (code -32000, data  ]0;title )");
    }
}

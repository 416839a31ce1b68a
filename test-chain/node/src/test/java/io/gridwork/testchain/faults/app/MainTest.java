package io.gridwork.testchain.faults.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.JsonRpc;
import io.gridwork.testchain.RpcException;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GridworkChain
@UnderLoad
final class MainTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void playsWhatItIsToldAndSaysWhatItDoes(TestChain chain) {
        String upstream = chain.rpcUrl().toString();
        try (var node = Main.start(List.of(upstream, "0", "internal-error,times=1", "receipt-root-empty"), out)) {
            var rpc = new JsonRpc(node.url());
            assertThatThrownBy(() -> rpc.callForLong("eth_chainId"))
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("Internal error");
            assertThat(rpc.callForLong("eth_chainId")).isEqualTo(TestChain.CHAIN_ID);
            assertThat(said.toString(StandardCharsets.UTF_8).lines())
                    .startsWith("faulty node: " + node.url() + " before " + upstream, "1 eth_chainId: internal-error");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            70000 | silent         | "70000" is no port; use 0 to 65535
            x     | silent         | "x" is no number for a port
            0     | sillent        | no fault is named "sillent"
            0     | mixed=x        | "x" is no number for the seed of a mix
            """)
    void saysWhatIsWrongWithItsArguments(String port, String fault, String message, TestChain chain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.start(List.of(chain.rpcUrl().toString(), port, fault), out))
                .withMessageContaining(message);
    }
}

package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class QbftGenesisTest {

    private static Map<?, ?> genesis(Duration blockTime) {
        return (Map<?, ?>) Json.parse(QbftGenesis.random(blockTime).json());
    }

    @Test
    void extraDataIsARlpListOfTheLengthItsHeaderStates() {
        byte[] rlp = HexFormat.of()
                .parseHex(QbftGenesis.extraData("cd".repeat(32), "0x" + "ab".repeat(20))
                        .substring(2));
        // f8: a list whose payload length stands in the next byte (Ethereum yellow paper, appendix B).
        assertThat(rlp[0]).isEqualTo((byte) 0xf8);
        assertThat(rlp).hasSize(2 + rlp[1]);
        assertThat(HexFormat.of().formatHex(rlp))
                .contains("d594" + "ab".repeat(20))
                .endsWith("c080c0");
    }

    @Test
    void eachChainBeginsWithAnotherBlock() {
        assertThat(genesis(Duration.ofSeconds(1)).get("extraData"))
                .isNotEqualTo(genesis(Duration.ofSeconds(1)).get("extraData"));
    }

    @Test
    void fundsTheTestAccountsAndNamesTheChain() {
        var genesis = genesis(Duration.ofSeconds(1));
        assertThat(genesis.get("alloc"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .hasSize(10)
                .containsKey("f39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        assertThat(((Map<?, ?>) genesis.get("config")).get("chainId")).isEqualTo(new BigDecimal(1337));
    }

    @Test
    void aBlockTimeBelowASecondUsesTheMillisecondSetting() {
        assertThat(qbft(Duration.ofMillis(250)))
                .containsEntry("xblockperiodmilliseconds", new BigDecimal(250))
                .containsEntry("blockperiodseconds", BigDecimal.ONE);
        assertThat(qbft(Duration.ofSeconds(2)))
                .doesNotContainKey("xblockperiodmilliseconds")
                .containsEntry("blockperiodseconds", BigDecimal.TWO);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> qbft(Duration blockTime) {
        return (Map<String, Object>) ((Map<?, ?>) genesis(blockTime).get("config")).get("qbft");
    }
}

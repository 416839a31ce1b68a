package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BesuChainTest extends ChainContractTest {

    BesuChainTest() {
        super(BesuEngine.NAME);
    }

    @Test
    void theOneValidatorOfTheGenesisSignsTheBlocks() {
        assertThat(chain().rpc().call("qbft_getValidatorsByBlockNumber", "latest"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEqualTo(List.of(QbftGenesis.VALIDATOR.address().toLowerCase(java.util.Locale.ROOT)));
    }
}

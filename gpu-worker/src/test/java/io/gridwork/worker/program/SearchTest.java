package io.gridwork.worker.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobFault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
    /** The first block of Bitcoin, mined on 3 January 2009 with the nonce 2083236893 at difficulty 1. */
    private static final Bytes GENESIS = Bytes.parse("0x01000000"
            + "00".repeat(32)
            + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
            + "29ab5f49"
            + "ffff001d");

    private static final Hash32 DIFFICULTY_1 = new Hash32(0xffff0000L, 0, 0, 0);
    private static final long GENESIS_NONCE = 2_083_236_893L;

    @Test
    void findsTheNonceOfTheGenesisBlock() throws JobFault {
        Bytes params = new SearchParams(GENESIS_NONCE - 1000, 2000, DIFFICULTY_1).encode();

        Bytes output = Search.SHA256D.reference(params, GENESIS);

        assertThat(Search.SHA256D.describe(params, output))
                .isEqualTo("nonce 2083236893, hash "
                        + "0x6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000");
    }

    @Test
    void saysSoWhenThereIsNone() throws JobFault {
        Bytes params = new SearchParams(GENESIS_NONCE - 1000, 1000, DIFFICULTY_1).encode();

        Bytes output = Search.SHA256D.reference(params, GENESIS);

        assertThat(output).isEqualTo(Bytes.parse("0x" + "ff".repeat(8) + "00".repeat(32)));
        assertThat(Search.SHA256D.describe(params, output)).isEqualTo("no nonce in the range");
    }

    @Test
    void refusesARangeThatLeavesTheNonces() {
        Bytes params = new SearchParams((1L << 32) - 5, 6, DIFFICULTY_1).encode();

        assertThatThrownBy(() -> Search.SHA256D.reference(params, GENESIS))
                .isInstanceOf(JobFault.class)
                .hasMessageContaining("start is 4294967291 and count 6");
    }

    @Test
    void refusesMoreNoncesThanOneJobMayHave() {
        Bytes params = Search.KECCAK256
                .schema()
                .encode(Map.of("start", "0", "count", "2147483649", "target", Hash32.ZERO.toString()));

        assertThatThrownBy(() -> Search.KECCAK256.units(params))
                .hasMessageContaining("count is 2147483649: give 1 to 2147483648");
    }

    @Test
    void countsUnitsOfAMillionHashes() throws JobFault {
        assertThat(Search.KECCAK256.units(new SearchParams(0, 1, Hash32.ZERO).encode()))
                .isEqualTo(1);
        assertThat(Search.KECCAK256.units(new SearchParams(0, (1 << 20) + 1, Hash32.ZERO).encode()))
                .isEqualTo(2);
    }

    @Test
    void textThatIsNoParameterIsNamedWithWhatIsNeeded() {
        assertThatThrownBy(
                        () -> Search.KECCAK256.schema().encode(Map.of("start", "0", "count", "many", "target", "0x0")))
                .hasMessageContaining("parameter count is \"many\", which is no U32: nonces to try, 1 to 2147483648");
        assertThatThrownBy(() -> Search.KECCAK256.schema().encode(Map.of("start", "0")))
                .hasMessageContaining("parameter count is missing");
        assertThatThrownBy(() -> Search.KECCAK256.schema().encode(Map.of("begin", "0")))
                .hasMessageContaining("no parameter \"begin\": there are start (U64), count (U32), target (BYTES32)");
    }
}

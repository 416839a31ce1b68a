package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.chain.Fees;
import io.gridwork.rpc.RpcError;
import io.gridwork.transactions.FeePolicy.Bid;
import io.gridwork.transactions.FeePolicy.Raise;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeesAndAnswersTest {
    private static final long DEAREST = 1_000_000_000_000L;
    private static final BigInteger RICH = BigInteger.TEN.pow(30);

    @Property
    void aBidPaysForABaseFeeThatDoublesAndNeverMoreThanAllowed(
            @ForAll @LongRange(max = DEAREST) long base,
            @ForAll @LongRange(max = DEAREST) long tip,
            @ForAll @LongRange(max = DEAREST) long highest) {
        FeePolicy policy = new FeePolicy(BigInteger.ONE, big(highest));
        Fees fees = new Fees(1, big(base), big(tip));
        long usual = Math.max(2 * base, 3_000_000_000L);
        long offered = fees.isFree() ? 0 : Math.min(Math.max(1, tip), usual);
        if (base + offered > highest) {
            assertThat(policy.first(fees, RICH)).isEmpty();
            return;
        }
        Bid bid = policy.first(fees, RICH).orElseThrow();
        assertThat(bid.tip()).isEqualTo(big(offered));
        assertThat(bid.maxFee())
                .isLessThanOrEqualTo(big(highest))
                .isGreaterThanOrEqualTo(big(base).add(bid.tip()));
        assertThat(bid.maxFee()).isEqualTo(big(2 * base).add(bid.tip()).min(big(highest)));
    }

    /** Nodes ask for 10 % (Geth, Besu, anvil) or 12.5 % (Nethermind, Erigon) more of both. */
    @Property
    void aRaisedBidIsAnEighthHigherInBothPartsOrThereIsNone(
            @ForAll @LongRange(max = DEAREST) long base,
            @ForAll @LongRange(max = DEAREST) long tip,
            @ForAll @LongRange(max = DEAREST) long oldTip,
            @ForAll @LongRange(max = DEAREST) long oldRest,
            @ForAll @LongRange(min = 1, max = DEAREST) long highest) {
        FeePolicy policy = new FeePolicy(BigInteger.ONE, big(highest));
        Bid old = new Bid(big(oldTip + oldRest), big(oldTip));
        policy.raise(old, new Fees(1, big(base), big(tip)), Raise.EIGHTH).ifPresent(bid -> {
            assertThat(bid.tip().multiply(big(8)))
                    .isGreaterThanOrEqualTo(old.tip().multiply(big(9)));
            assertThat(bid.maxFee().multiply(big(8)))
                    .isGreaterThanOrEqualTo(old.maxFee().multiply(big(9)));
            assertThat(bid.maxFee()).isBetween(bid.tip(), big(highest));
        });
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KNOWN       | already known
                    KNOWN       | Known transaction
                    KNOWN       | transaction already imported
                    KNOWN       | AlreadyKnown
                    NONCE_USED  | nonce too low: next nonce 5, tx nonce 4
                    NONCE_USED  | Nonce too low
                    NONCE_USED  | OldNonce, Current nonce: 5
                    UNDERPRICED | replacement transaction underpriced
                    UNDERPRICED | Gas price below configured minimum gas price
                    UNDERPRICED | max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1
                    UNDERPRICED | FeeTooLow, EffectivePriorityFeePerGas too low
                    UNFUNDED    | insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1
                    UNFUNDED    | Upfront cost exceeds account balance
                    UNUSABLE    | Intrinsic gas exceeds gas limit
                    UNUSABLE    | Transaction gas limit exceeds block gas limit
                    UNUSABLE    | oversized data: transaction size 140000, limit 131072
                    UNCLEAR     | txpool is full
                    """)
    void theWordsOfEveryNodeAreUnderstood(PoolAnswer expected, String message) {
        assertThat(PoolAnswer.of(new RpcError(-32000, message, ""))).isEqualTo(expected);
    }

    @Test
    void anActionKeyIsAShortName() {
        assertThat(ActionKey.of("job", 7, "commit")).hasToString("job:7:commit");
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionKey(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionKey("x".repeat(201)));
    }
}

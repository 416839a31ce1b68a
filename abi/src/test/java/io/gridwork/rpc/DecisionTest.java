package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.rpc.Decision.AskAnother;
import io.gridwork.rpc.Decision.AskLess;
import io.gridwork.rpc.Decision.Later;
import io.gridwork.rpc.Decision.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same words mean different things to different requests. */
class DecisionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Decision on(RequestKind kind, int status, int code, String words) {
        return on(kind, status, code, words, null);
    }

    private static Decision on(RequestKind kind, int status, int code, String words, @Nullable Duration retryAfter) {
        return Decision.on(kind, new RpcError(status, code, words, ""), retryAfter);
    }

    @ParameterizedTest
    @CsvSource({
        "3, execution reverted",
        "-32000, gas required exceeds allowance (30000000)",
        "-32000, insufficient funds for transfer",
        "-32602, invalid params",
        "-32015, VM execution error",
        "-32000, max fee per gas less than block base fee"
    })
    void aSimulationThatFailsIsANo(int code, String words) {
        assertThat(on(RequestKind.CALL, 200, code, words)).isEqualTo(Decision.NO);
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            names = {"READ", "LOGS"})
    void whatRunsNothingDoesNotRunOutOfGas(RequestKind kind) {
        assertThat(on(kind, 200, -32000, "out of gas")).isNotEqualTo(Decision.NO);
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void whoeverIsTooFastWaits(RequestKind kind) {
        assertThat(on(kind, 429, 0, "too many requests")).isEqualTo(new Later(null, true, null));
        assertThat(on(kind, 429, 0, "too many requests", MINUTE)).isEqualTo(new Later(MINUTE, true, null));
        RpcError told = new RpcError(200, -32005, "slow down", "{\"backoff_seconds\": 7}");
        assertThat(Decision.on(kind, told, null)).isEqualTo(new Later(Duration.ofSeconds(7), true, null));
        assertThat(Decision.on(kind, told, MINUTE)).isEqualTo(new Later(MINUTE, true, null));
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void aServerThatIsDownIsAskedLater(RequestKind kind) {
        assertThat(on(kind, 503, 0, "", MINUTE)).isEqualTo(new Later(MINUTE, false, null));
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void whoHasNoAccessAsksAnother(RequestKind kind) {
        assertThat(on(kind, 401, 0, "")).isEqualTo(new AskAnother(Reason.NO_ACCESS));
    }

    @ParameterizedTest
    @CsvSource({
        "header not found, LAGGING",
        "missing trie node, PRUNED",
        "the method eth_test is not available, UNSUPPORTED"
    })
    void whatANodeLacksAnotherMayHave(String words, Reason reason) {
        assertThat(on(RequestKind.READ, 200, -32000, words)).isEqualTo(new AskAnother(reason));
        assertThat(on(RequestKind.CALL, 200, -32000, words)).isEqualTo(new AskAnother(reason));
    }

    /** The caller does without the block, or reads in the pool's words what is wrong with its transaction. */
    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            names = {"NAMED_BLOCK", "SEND"})
    void whereTheCallerKnowsBetterAnyOtherErrorIsANo(RequestKind kind) {
        for (String words :
                List.of("header not found", "nonce too low", "took too long", "no such thing", "exceeds limit"))
            assertThat(on(kind, 200, -32000, words)).as(words).isEqualTo(Decision.NO);
    }

    @Test
    void onlyLogsCanBeAskedForInParts() {
        assertThat(on(RequestKind.LOGS, 200, -32000, "took too long"))
                .isEqualTo(new Later(null, true, new ProviderError.Timeout()));
        assertThat(on(RequestKind.READ, 200, -32000, "took too long")).isEqualTo(new Later(null, true, null));
        assertThat(on(RequestKind.LOGS, 200, -32000, "no such thing"))
                .isEqualTo(new Later(null, false, new ProviderError.Unknown()));
        assertThat(on(RequestKind.READ, 200, -32000, "no such thing")).isEqualTo(Decision.LATER);
    }

    /** A server before the node refuses a large answer with 413 always, and with 500 when it is overloaded. */
    @Test
    void tooMuchMeansLessUnlessTheServerFails() {
        ProviderError tooMany = new ProviderError.TooManyResults();
        assertThat(on(RequestKind.LOGS, 200, -32005, "query returned more than 10000 results"))
                .isEqualTo(new AskLess(tooMany));
        assertThat(on(RequestKind.LOGS, 500, -32005, "query returned more than 10000 results"))
                .isEqualTo(new Later(null, true, tooMany));
    }

    @Test
    void whoIsMisunderstoodByANodeAsksAnother() {
        AskAnother another = new AskAnother(Reason.MISUNDERSTOOD);
        assertThat(on(RequestKind.READ, 200, -32602, "missing value")).isEqualTo(another);
        assertThat(on(RequestKind.READ, 200, -32600, "missing value")).isEqualTo(another);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 407})
    void whatIsNoNodeIsLeftAlone(int status) {
        assertThat(on(RequestKind.READ, status, 0, "")).isEqualTo(new AskAnother(Reason.NO_ACCESS));
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void aLostConnectionIsTriedAgain(RequestKind kind) {
        ProviderError smaller = kind == RequestKind.LOGS ? new ProviderError.Timeout() : null;
        assertThat(Decision.onFailure(kind, false, false)).isEqualTo(Decision.LATER);
        assertThat(Decision.onFailure(kind, true, false)).isEqualTo(new Later(null, true, smaller));
        assertThat(Decision.onFailure(kind, false, true)).isEqualTo(new Later(null, false, smaller));
    }
}

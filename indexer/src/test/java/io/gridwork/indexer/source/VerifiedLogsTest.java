package io.gridwork.indexer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.proof.LogPattern;
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.junit.UnderLoad;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a lie, and what is not. */
@UnderLoad
final class VerifiedLogsTest {
    private static final Set<LogPattern> PATTERNS = Set.of(new LogPattern(CannedChain.TOKEN, CannedChain.TRANSFER));
    private static final BlockRange NEWEST = new BlockRange(300, 320);

    private final FakeTimer timer = new FakeTimer();
    private final CannedChain chain = new CannedChain(31, 5, true).append(320);

    private List<BlockHeader> headers() {
        try (CannedNode node = new CannedNode(chain);
                Endpoints endpoints = Cans.endpoints(timer, node)) {
            return new LogReader(endpoints).headers(NEWEST);
        }
    }

    private static List<LogEntry> read(Endpoints endpoints, List<BlockHeader> headers) {
        return new VerifiedLogs(new LogReader(endpoints), Verification.BLOOM)
                .of(headers, PATTERNS, Cans.TOKENS, UnaryOperator.identity());
    }

    @Test
    void whoIsOnAnotherBranchDoesNotLie() {
        CannedChain branch = new CannedChain(31, 5, true).append(320);
        branch.reorganise(30, 30);
        try (CannedNode other = new CannedNode(branch);
                CannedNode node = new CannedNode(chain);
                Endpoints endpoints = Cans.endpoints(timer, other, node)) {
            assertThatThrownBy(() -> read(endpoints, headers())).isInstanceOf(BranchChanged.class);
            other.with(Cans.method("eth_getLogs", (_, _) -> "[]")); // as if its branch had none
            assertThatThrownBy(() -> read(endpoints, headers())).isInstanceOf(BranchChanged.class);
            assertThat(endpoints.usage().getFirst().lies()).isZero();
            assertThat(endpoints.usage().getFirst().drops()).isZero();
        }
    }

    @Test
    void whoLacksTheReceiptsDoesNotLie() {
        try (CannedNode forgetful = new CannedNode(chain).with(Cans.method("eth_getBlockReceipts", (_, _) -> "null"));
                CannedNode liar = new CannedNode(chain).with(Cans.method("eth_getLogs", (_, _) -> "[]"));
                CannedNode node = new CannedNode(chain);
                Endpoints honest = Cans.endpoints(timer, node);
                Endpoints endpoints = Cans.endpoints(timer, liar, forgetful, node)) {
            liar.with(Cans.method("eth_getLogs", (_, _) -> "[]"));
            assertThat(read(endpoints, headers())).isEqualTo(read(honest, headers()));
            assertThat(endpoints.usage()).extracting(usage -> usage.lies()).containsExactly(1L, 0L, 0L);
            assertThat(timer.passed()).isZero();
        }
    }

    /** Endpoints of which the first was caught leaving logs out, and the second has now neither logs nor receipts. */
    private Endpoints caught(CannedNode liar, CannedNode other) {
        Endpoints endpoints = Cans.endpoints(timer, liar, other);
        liar.with(Cans.method("eth_getLogs", (_, _) -> "[]"));
        read(endpoints, headers());
        assertThat(endpoints.usage().getFirst().resting()).isTrue();
        other.with(Cans.methods(Map.of("eth_getLogs", _ -> "[]", "eth_getBlockReceipts", _ -> "null")));
        return endpoints;
    }

    @Test
    void receiptsProveThemselvesAlsoOfOneThatWasCaughtLying() {
        try (CannedNode liar = new CannedNode(chain);
                CannedNode other = new CannedNode(chain);
                CannedNode node = new CannedNode(chain);
                Endpoints honest = Cans.endpoints(timer, node);
                Endpoints endpoints = caught(liar, other)) {
            assertThat(read(endpoints, headers())).isEqualTo(read(honest, headers()));
            assertThat(endpoints.usage().getFirst().lies()).isEqualTo(1);
            assertThat(timer.passed()).isZero();
        }
    }

    /** What the root does not know, and a log says of itself. */
    @ParameterizedTest
    @CsvSource({
        "transactionHash, 0x0000000000000000000000000000000000000000000000000000000000000001, other transactions",
        "transactionIndex, 0x7, where in the block",
        "logIndex, 0x77, where in the block"
    })
    void whatTheRootDoesNotProveIsNotBelievedOfOneThatWasCaughtLying(String field, String forged, String told) {
        try (CannedNode liar = new CannedNode(chain);
                CannedNode other = new CannedNode(chain);
                Endpoints endpoints = caught(liar, other)) {
            liar.with(Cans.methods(Map.of(
                    "eth_getBlockReceipts",
                    receipts -> receipts.replaceAll(
                            "\"" + field + "\":\"0x[0-9a-f]+\"", "\"" + field + "\":\"" + forged + "\""))));
            assertThatThrownBy(() -> read(endpoints, headers()))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining(liar.url() + " answered eth_getBlockReceipts")
                    .hasMessageContaining(told)
                    .hasMessageContaining(other.url() + " has no receipts");
            assertThat(endpoints.usage().getFirst().lies()).isEqualTo(2);
            assertThat(timer.passed()).isZero();
        }
    }

    @Test
    void oneThatWasCaughtLyingCannotClaimAReorganisation() {
        String hash = "\"0x" + "5".repeat(64) + "\"";
        try (CannedNode liar = new CannedNode(chain);
                CannedNode other = new CannedNode(chain);
                Endpoints endpoints = caught(liar, other)) {
            liar.with(Cans.methods(Map.of(
                    "eth_getBlockReceipts",
                    receipts -> receipts.replaceAll("\"blockHash\":\"[^\"]*\"", "\"blockHash\":" + hash),
                    "eth_getBlockByNumber",
                    header -> header.replaceAll("\"hash\":\"[^\"]*\"", "\"hash\":" + hash))));
            assertThatThrownBy(() -> read(endpoints, headers()))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining(liar.url() + " has another block");
        }
    }
}

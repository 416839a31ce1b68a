package io.gridwork.indexer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Reply;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.testchain.junit.UnderLoad;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoint is asked, which one is left alone, and for how long. In fake time, over real HTTP. */
@UnderLoad
final class EndpointsTest {
    private final FakeTimer timer = new FakeTimer();
    private final CannedChain chain = new CannedChain(5, 4, true).append(500);
    private final CannedNode first = new CannedNode(chain);
    private final CannedNode second = new CannedNode(chain);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static EndpointUsage of(Endpoints endpoints, int index) {
        return endpoints.usage().get(index);
    }

    @Test
    void retryAfterIsWaitedOut() {
        first.with(Cans.requests(count -> count <= 2 ? Cans.refusal(429, "60") : null));
        try (Endpoints endpoints = Cans.endpoints(timer, first)) {
            assertThat(endpoints.ask(ChainClient::blockNumber)).isEqualTo(500);
            assertThat(timer.passed()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(122));
            assertThat(of(endpoints, 0).failures()).isEqualTo(2);
        }
    }

    @Test
    void anotherEndpointSparesTheWaiting() {
        first.with(Cans.always(Cans.refusal(429, "60")));
        try (Endpoints endpoints = Cans.endpoints(timer, first, second)) {
            for (int i = 0; i < 20; i++)
                assertThat(endpoints.ask(ChainClient::blockNumber)).isEqualTo(500);
            assertThat(timer.passed()).isZero();
            assertThat(first.requests()).isEqualTo(1);
            assertThat(of(endpoints, 0).resting()).isTrue();
            first.with(Cans.requests(_ -> null));
            timer.pass(Duration.ofSeconds(62));
            endpoints.ask(ChainClient::blockNumber);
            assertThat(first.requests()).as("the preferred one is back").isEqualTo(2);
        }
    }

    @Test
    void patienceEndsWithTheLastError() {
        first.with(Cans.always(Reply.refusal(503, "out of order")));
        try (Endpoints endpoints = Cans.endpoints(timer, first)) {
            assertThatThrownBy(() -> endpoints.ask(ChainClient::blockNumber))
                    .isInstanceOf(ChainException.Retryable.class)
                    .hasMessageContaining("out of order")
                    .hasMessageContaining("127.0.0.1");
            assertThat(timer.passed()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void oneThatDoesNotLetUsInIsNotAskedAgain(int status) {
        first.with(Cans.always(Reply.refusal(status, "no")));
        try (Endpoints both = Cans.endpoints(timer, first, second);
                Endpoints alone = Cans.endpoints(timer, first)) {
            both.ask(ChainClient::blockNumber);
            timer.pass(Duration.ofDays(1));
            both.ask(ChainClient::blockNumber);
            assertThat(first.requests()).isEqualTo(1);
            assertThatThrownBy(() -> alone.ask(ChainClient::blockNumber))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining("HTTP " + status)
                    .hasMessageContaining("access key");
        }
    }

    @Test
    void anEndpointOfAnotherChainIsRefusedByName() {
        second.with(Cans.method("eth_chainId", (_, _) -> "\"0x1\""));
        try (Endpoints endpoints = Cans.endpoints(timer, first, second)) {
            assertThatThrownBy(endpoints::identity)
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining(second.url().toString())
                    .hasMessageContaining("chain 1")
                    .hasMessageContaining("chain 4242");
        }
    }

    @Test
    void anEndpointWithAnotherFirstBlockIsRefusedByName() {
        try (CannedNode other = new CannedNode(new CannedChain(6, 4, true).append(500));
                Endpoints endpoints = Cans.endpoints(timer, first, other)) {
            assertThatThrownBy(endpoints::identity)
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining(other.url().toString())
                    .hasMessageContaining("block 0");
        }
    }

    @Test
    void oneThatComesBackAsAnotherChainIsNotAsked() {
        try (CannedNode other = new CannedNode(new CannedChain(6, 4, true).append(500))
                        .with(Cans.always(Reply.refusal(503, "starting")));
                Endpoints endpoints = Cans.endpoints(timer, first, other)) {
            endpoints.identity();
            first.with(Cans.always(Reply.refusal(503, "gone")));
            other.with(Cans.requests(_ -> null));
            assertThatThrownBy(() -> endpoints.ask(ChainClient::blockNumber))
                    .isInstanceOf(ChainException.Retryable.class)
                    .hasMessageContaining("gone");
            assertThat(of(endpoints, 1).lastError()).contains(other.url().toString(), "and the others");
        }
    }

    @Test
    void oneOnAnotherBranchIsNotAsked() {
        CannedChain branch = new CannedChain(5, 4, true).append(500);
        branch.reorganise(400, 400);
        try (CannedNode other = new CannedNode(branch);
                Endpoints endpoints = Cans.endpoints(timer, other, first)) {
            endpoints.identity();
            var header = chain.block(300).orElseThrow();
            endpoints.requireAncestor(new BlockRef(300, header.hash()));
            endpoints.ask(ChainClient::blockNumber);
            assertThat(of(endpoints, 0).resting()).isTrue();
            assertThat(of(endpoints, 0).lastError()).contains("another branch", "block 300");
        }
    }

    @Test
    void oneThatLiesIsDroppedForAWhileAndNamed() {
        try (Endpoints endpoints = Cans.endpoints(timer, first, second)) {
            long answer = endpoints.ask(client -> {
                if (client.name().equals(first.url().toString()))
                    throw ChainException.contradictory(client.name() + " said nonsense");
                return client.blockNumber();
            });
            assertThat(answer).isEqualTo(500);
            assertThat(of(endpoints, 0).lastError()).isEqualTo(first.url() + " said nonsense");
            assertThat(of(endpoints, 0).drops()).isEqualTo(1);
            timer.pass(Duration.ofMinutes(9));
            assertThat(of(endpoints, 0).resting()).isTrue();
            timer.pass(Duration.ofMinutes(2));
            assertThat(of(endpoints, 0).resting()).isFalse();
        }
    }

    @Test
    void oneThatLiedIsAskedAgainAtOnceWhenTheLastOtherLetsNobodyIn() {
        try (Endpoints endpoints = Cans.endpoints(timer, first, second)) {
            endpoints.ask(client -> {
                if (client.name().equals(first.url().toString()))
                    throw ChainException.contradictory(client.name() + " said nonsense");
                return client.blockNumber();
            });
            second.with(Cans.always(Reply.refusal(401, "no")));
            assertThat(of(endpoints, 0).resting()).isTrue();
            assertThat(endpoints.ask(ChainClient::blockNumber)).isEqualTo(500);
            assertThat(of(endpoints, 0).resting()).isFalse();
            assertThat(timer.passed()).isZero();
        }
    }

    @Test
    void aLaggingEndpointIsNotAskedForBlocksThatItDoesNotHave() {
        CannedChain late = new CannedChain(5, 4, true).append(400);
        try (CannedNode lagging = new CannedNode(late);
                Endpoints endpoints = Cans.endpoints(timer, lagging, first)) {
            assertThat(new LogReader(endpoints).logs(Cans.TOKENS, new BlockRange(390, 450)))
                    .extracting(LogEntry::blockNumber)
                    .anyMatch(block -> block > 400);
            assertThat(of(endpoints, 0).lastError()).contains("at block 400, behind block 450");
        }
    }

    @Test
    void theHeadComesFromOneThatKeepsUp() {
        CannedChain late = new CannedChain(5, 4, true).append(100);
        try (CannedNode lagging = new CannedNode(late);
                Endpoints endpoints = Cans.endpoints(timer, lagging, first)) {
            await().until(() -> endpoints.head().number() == 500);
            assertThat(of(endpoints, 0).blocksBehind()).isEqualTo(400);
            assertThat(of(endpoints, 0).drops()).isEqualTo(1);
        }
    }

    @Test
    void aBudgetCountsEachElementOfABatch() {
        RpcOptions frugal = Cans.SETTINGS.withMaxRps(10);
        try (Endpoints endpoints = Cans.endpoints(timer, frugal, List.of(first.url()))) {
            endpoints.ask(client -> client.headers(1, 100));
            endpoints.ask(ChainClient::blockNumber);
            assertThat(timer.passed()).isGreaterThan(Duration.ofSeconds(9));
            assertThat(of(endpoints, 0).requests()).isEqualTo(101);
            assertThat(first.requests()).as("batches of ten").isEqualTo(11);
        }
    }

    @Test
    void whatIsKnownOfThemOutlivesARun() {
        EndpointUsage kept;
        first.with(Cans.maxSpan(50, -32000, "exceed maximum block range: 50"));
        try (Endpoints endpoints = Cans.endpoints(timer, first)) {
            new LogReader(endpoints).logs(Cans.TOKENS, new BlockRange(0, 200));
            kept = of(endpoints, 0);
            assertThat(kept.maxBlockSpan()).isEqualTo(50);
        }
        long before = first.requests();
        try (Endpoints endpoints = Cans.endpoints(timer, first)) {
            endpoints.remember(List.of(kept));
            LogReader reader = new LogReader(endpoints);
            assertThat(reader.suggestedSpan()).isEqualTo(50);
            reader.logs(Cans.TOKENS, new BlockRange(0, 199));
            assertThat(first.requests() - before).as("four ranges and the head").isEqualTo(5);
            assertThat(of(endpoints, 0).requests()).isEqualTo(kept.requests() + 5);
        }
    }

    @Test
    void namesShowNoKeysAndDiffer() {
        List<URI> urls = List.of(
                URI.create("https://eth.example.com/v2/abcdefgh12345678"),
                URI.create("https://eth.example.com/v2/zyxwvuts87654321?key=1"));
        try (Endpoints endpoints = Cans.endpoints(timer, Cans.SETTINGS, urls)) {
            assertThat(endpoints.usage())
                    .extracting(EndpointUsage::name)
                    .containsExactly("https://eth.example.com", "https://eth.example.com #2");
        }
        assertThatThrownBy(() -> Cans.endpoints(
                        timer, Cans.SETTINGS, List.of(URI.create("wss://eth.example.com/v2/abcdefgh12345678"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wss://eth.example.com")
                .hasMessageNotContaining("abcdefgh12345678");
    }

    @Test
    void anInterruptEndsTheWaiting() {
        first.with(Cans.always(Reply.refusal(503, "out of order")));
        try (Endpoints endpoints = Cans.endpoints(timer, first)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> endpoints.ask(ChainClient::blockNumber))
                    .isInstanceOf(ChainException.Fatal.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}

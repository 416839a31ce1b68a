package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.ScriptedEndpoint;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderLoad
class ChainClientFaultsTest {
    /** Three attempts. */
    private static final RpcOptions QUICK =
            RpcOptions.DEFAULT.withPatience(new Patience(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(20)));

    private final AtomicInteger count = new AtomicInteger();
    private ScriptedEndpoint endpoint;
    private ChainClient client;

    @BeforeEach
    void open() throws IOException {
        endpoint = new ScriptedEndpoint(request -> Answer.result("\"0x7\""));
        client = open(QUICK);
    }

    private ChainClient open(RpcOptions options) {
        return new ChainClient(List.of(endpoint.url()), options);
    }

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void triesAgainWhereTheServerMayRecover(int status) {
        endpoint.script(
                request -> count.incrementAndGet() < 3 ? Answer.status(status, "busy") : Answer.result("\"0x2a\""));
        assertThat(client.blockNumber()).isEqualTo(42);
        assertThat(endpoint.requests()).hasSize(3);
    }

    @Test
    void aRequestThatCannotBeDividedIsAskedAgainAfterSomeRefusalsForItsSize() {
        endpoint.script(
                request -> count.incrementAndGet() < 3 ? Answer.status(413, "too large") : Answer.result("\"0x2a\""));
        assertThat(client.blockNumber()).isEqualTo(42);
    }

    @Test
    void nullInPlaceOfAQuantityIsAskedAgain() {
        endpoint.script(request -> count.incrementAndGet() < 3 ? Answer.result("null") : Answer.result("\"0x2a\""));
        assertThat(client.balance(Address.ZERO, BlockTag.LATEST).toBigInteger()).isEqualTo(42);
        assertThat(endpoint.requests()).hasSize(3);
    }

    @Test
    void aNewestBlockThatIsNullForEverIsAbsent() {
        endpoint.script(request -> Answer.result("null"));
        assertThat(client.header(BlockTag.LATEST)).isEmpty();
        assertThat(endpoint.requests()).hasSizeGreaterThan(1);
    }

    @Test
    void givesUpAfterTheLastAttemptAndSaysWhere() {
        endpoint.script(request -> Answer.status(503, "upstream is down"));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(client::blockNumber)
                .withMessageContaining("eth_blockNumber")
                .withMessageContaining("HTTP 503")
                .withMessageContaining("upstream is down")
                .withMessageContaining("127.0.0.1")
                .withMessageContaining("try again later")
                .withMessageNotContaining("secret-key");
        assertThat(endpoint.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":-32005,\"message\":\"project ID request rate exceeded\"}",
                "{\"code\":429,\"message\":\"Your app has exceeded its compute units per second capacity\"}",
                "{\"code\":-32007,\"message\":\"50/second request limit reached - too many requests\"}"
            })
    void aRateLimitInsideTheAnswerIsTriedAgain(String error) {
        endpoint.script(request -> count.incrementAndGet() < 2 ? Answer.error(error) : Answer.result("\"0x1\""));
        assertThat(client.blockNumber()).isEqualTo(1);
    }

    @Test
    void aNoIsNotAskedForAgain() {
        endpoint.script(request -> Answer.error("{\"code\":-32602,\"message\":\"Invalid params\"}"));
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> client.balance(Address.ZERO, BlockTag.LATEST))
                .satisfies(rejected -> {
                    assertThat(rejected.error().code()).isEqualTo(-32602);
                    assertThat(rejected.isRevert()).isFalse();
                });
        assertThat(endpoint.requests()).hasSize(1);
    }

    /** Besu answers so while it imports a block. */
    @ParameterizedTest
    @ValueSource(strings = {"Internal error", "an error that nobody has seen before"})
    void anUnknownErrorIsAskedAgain(String words) {
        endpoint.script(request -> count.incrementAndGet() < 3
                ? Answer.error("{\"code\":-32603,\"message\":\"" + words + "\"}")
                : Answer.result("\"0x\""));
        assertThat(client.call(null, Call.of(Address.ZERO, Bytes.EMPTY), BlockTag.LATEST))
                .isEqualTo(Bytes.EMPTY);
        assertThat(endpoint.requests()).hasSize(3);
    }

    @Test
    void aRangeThatIsTooWideIsAskedForInParts() {
        endpoint.script(request -> request.contains("\"0x1\"") && request.contains("\"0x14\"")
                ? Answer.error("{\"code\":-32005,\"message\":\"block range limit 10\"}")
                : Answer.result(request.contains("eth_blockNumber") ? "\"0x99\"" : "[]"));
        assertThat(client.logs(LogFilter.ALL, 1, 20)).isEmpty();
        assertThat(endpoint.requests())
                .filteredOn(request -> request.contains("eth_getLogs"))
                .hasSize(3);
    }

    /** As Besu, Geth and Hardhat wrap it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":3,\"message\":\"execution reverted\",\"data\":\"%s\"}",
                "{\"code\":-32000,\"message\":\"Execution reverted\",\"data\":\"Reverted %s\"}",
                "{\"code\":-32603,\"message\":\"VM Exception while processing transaction: reverted\",\"data\":{\"data\":\"%s\"}}"
            })
    void aRevertSaysWhy(String error) {
        String reason = "0x4e487b71" + "0".repeat(62) + "12";
        endpoint.script(request -> Answer.error(error.formatted(reason)));
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> client.call(null, Call.of(Address.ZERO, Bytes.EMPTY), BlockTag.LATEST))
                .satisfies(rejected -> {
                    assertThat(rejected.isRevert()).isTrue();
                    assertThat(rejected.reason(ErrorDecoder.BUILT_IN)).isEqualTo("panic 0x12: division by zero");
                });
    }

    @Test
    void aCutOffAnswerIsTriedAgain() {
        endpoint.script(request -> count.incrementAndGet() < 2
                ? Answer.ok("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x52")
                : Answer.result("\"0x5290\""));
        assertThat(client.blockNumber()).isEqualTo(0x5290);
        assertThat(endpoint.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "", "null", "\"ok\""})
    void whatIsNoNodeIsNamed(String body) {
        endpoint.script(request -> Answer.ok(body));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(client::chainId)
                .withMessageContaining("is this the URL of a node?");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void noAccessIsNamedAtOnce(int status) {
        endpoint.script(request -> Answer.status(status, "invalid key"));
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(client::chainId)
                .withMessageContaining("HTTP " + status)
                .withMessageContaining("access key")
                .withMessageNotContaining("secret-key");
    }

    @Test
    void anAnswerLargerThanAllowedIsRefused() {
        endpoint.script(request -> Answer.result("\"0x" + "00".repeat(5000) + "\""));
        try (ChainClient small = open(QUICK.withMaxResponseBytes(4096))) {
            assertThatExceptionOfType(ChainException.Rejected.class)
                    .isThrownBy(() -> small.code(Address.ZERO, BlockTag.LATEST))
                    .withMessageContaining("4096");
        }
    }

    @Test
    void anAnswerThatNeverComesTimesOut() {
        CountDownLatch never = new CountDownLatch(1);
        endpoint.script(request -> {
            try {
                never.await();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
            return Answer.result("\"0x1\"");
        });
        try (ChainClient impatient = open(QUICK.withTimeout(Duration.ofMillis(50)))) {
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(impatient::blockNumber)
                    .withMessageContaining("eth_blockNumber");
        } finally {
            never.countDown();
        }
    }

    @Test
    void nobodyListening() {
        try (ChainClient nowhere = new ChainClient(List.of(URI.create("http://127.0.0.1:1")), QUICK)) {
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(nowhere::chainId)
                    .withMessageContaining("http://127.0.0.1:1: no connection; is the node running? (gridwork up");
        }
    }

    @Test
    void answersOfABatchMayComeInAnyOrder() {
        endpoint.script(request -> Answer.ok("[" + header(2, 6) + "," + header(1, 5) + "]"));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
    }

    @Test
    void aBatchEndsAtTheFirstBlockThatIsNotThere() {
        endpoint.script(request -> Answer.ok("[" + header(1, 5)
                + ",{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":null},{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":null}]"));
        assertThat(client.headers(5, 7)).extracting(BlockHeader::number).containsExactly(5L);
    }

    @Test
    void aBlockThatIsNullBeforeOneThatIsThereIsAskedForByItself() {
        endpoint.script(request -> Answer.ok(
                request.startsWith("[")
                        ? "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}," + header(2, 6) + "]"
                        : header(3, 5)));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
    }

    @Test
    void aNodeThatOftenLacksABlockGivesARangeNevertheless() {
        endpoint.script(request -> {
            if (request.startsWith("[")) return Answer.status(400, "no batch here");
            var number = Pattern.compile("\"0x([0-9a-f]+)\"").matcher(request);
            int block = number.find() ? Integer.parseInt(number.group(1), 16) : -1;
            return count.incrementAndGet() % 3 == 0
                    ? Answer.error("{\"code\":-39001,\"message\":\"Unknown block\"}")
                    : Answer.ok(header(1, block));
        });
        assertThat(client.headers(1, 40)).hasSize(40);
    }

    @Test
    void aMalformedItemDoesNotSpoilABatch() {
        endpoint.script(request -> Answer.ok(
                request.startsWith("[")
                        ? "[" + header(1, 5) + ",{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}]"
                        : header(3, 6)));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
        assertThat(endpoint.requests()).hasSize(2);
    }

    @Test
    void aBatchThatIsRefusedInPlainWordsIsAskedForOneByOne() {
        endpoint.script(request -> request.startsWith("[")
                ? Answer.status(400, "cannot unmarshal array")
                : Answer.ok(header(1, request.contains("0x5") ? 5 : 6)));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
    }

    @Test
    void aBlockThatMustBeThereIsAskedForSeveralTimes() {
        endpoint.script(request -> Answer.ok(
                request.startsWith("[")
                        ? "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}," + header(2, 6) + "]"
                        : count.incrementAndGet() < 4
                                ? "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":null}"
                                : header(3, 5)));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
    }

    @Test
    void aByteOrderMarkBeforeAnAnswerSaysNothing() {
        endpoint.script(request -> Answer.ok("\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x2a\"}"));
        assertThat(client.blockNumber()).isEqualTo(42);
    }

    @Test
    void whatABatchLeavesOutIsAskedForByItself() {
        endpoint.script(request -> Answer.ok(request.startsWith("[") ? "[" + header(1, 5) + "]" : header(3, 6)));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
        assertThat(endpoint.requests()).hasSize(2);
    }

    /** A node that takes no batches and fails now and then would hardly ever give all headers of a range in a row. */
    @Test
    void whatWasAnsweredIsNotAskedForAgainWhenALaterRequestFails() {
        endpoint.script(request -> {
            if (request.startsWith("[")) return Answer.status(400, "no batch here");
            var number = Pattern.compile("\"0x([0-9a-f]+)\"").matcher(request);
            int block = number.find() ? Integer.parseInt(number.group(1), 16) : -1;
            return count.incrementAndGet() % 3 == 0 ? Answer.status(503, "busy") : Answer.ok(header(1, block));
        });
        var patience = new Patience(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMinutes(1));
        try (ChainClient patient = open(RpcOptions.DEFAULT.withPatience(patience))) {
            assertThat(patient.headers(1, 40)).hasSize(40);
        }
        assertThat(count).hasValueLessThan(70);
    }

    @Test
    void oneBadItemDoesNotSpoilABatch() {
        String bad = "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32603,\"message\":\"Internal error\"}}";
        endpoint.script(
                request -> Answer.ok(request.startsWith("[") ? "[" + bad + "," + header(1, 5) + "]" : header(3, 6)));
        assertThat(client.headers(5, 6)).extracting(BlockHeader::number).containsExactly(5L, 6L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 25})
    void howManyRequestsABatchMayHaveIsLearned(int most) {
        endpoint.script(request -> {
            List<String> blocks = Pattern.compile(
                            "\"id\":(\\d+),\"method\":\"eth_getBlockByNumber\",\"params\":\\[\"0x([0-9a-f]+)\"")
                    .matcher(request)
                    .results()
                    .map(found -> header(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2), 16)))
                    .toList();
            if (!request.startsWith("[")) return Answer.ok(blocks.getFirst());
            return blocks.size() > most
                    ? Answer.ok(
                            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"batch too large\"}}")
                    : Answer.ok("[" + String.join(",", blocks) + "]");
        });
        assertThat(client.headers(1, 60)).hasSize(60);
        int asked = endpoint.requests().size();
        assertThat(client.headers(61, 120)).hasSize(60);
        assertThat(endpoint.requests().subList(asked, endpoint.requests().size()))
                .as("nothing is refused a second time")
                .hasSizeLessThanOrEqualTo(most < 2 ? 60 : 2 * 60 / most + 60 % Math.max(1, most));
    }

    /** Besu under QBFT. */
    @Test
    void aTagThatTheNodeDoesNotKnowIsNoBlock() {
        endpoint.script(request -> Answer.error("{\"code\":-39001,\"message\":\"Unknown block\"}"));
        assertThat(client.header(BlockTag.FINALIZED)).isEmpty();
    }

    @Test
    void nullInsteadOfAStateIsARejection() {
        endpoint.script(request -> Answer.result("null"));
        assertThat(client.header(BlockTag.at(99))).isEmpty();
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> client.balance(Address.ZERO, BlockTag.at(99)))
                .withMessageContaining("eth_getBalance");
    }

    @Test
    void aPoolThatRefusesATransactionIsNotAskedAgain() {
        endpoint.script(request -> Answer.error("{\"code\":-32000,\"message\":\"nonce too low\"}"));
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> client.sendRawTransaction(Bytes.parse("0x02")));
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void aNodeThatAnswersTheNewestForBlockZeroDoesNotGiveThatBlock() {
        endpoint.script(request -> Answer.ok(header(1, 9)));
        assertThat(client.genesis()).isEmpty();
        assertThat(client.header(BlockTag.LATEST)).isPresent();
    }

    @Test
    void aNodeOfAnotherChainIsRefused() {
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(() -> client.requireChainId(1))
                .withMessageContaining("serves chain 7, not 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://127.0.0.1:8545", "127.0.0.1:8545", "http:/x", "file:///tmp/x"})
    void whatIsNoUrlOfANodeIsRefusedAndQuoted(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChainClient(URI.create(url)))
                .withMessageContaining(url.replace("/tmp/x", ""));
    }

    @Test
    void aLogWithoutABlockIsNoLog() {
        endpoint.script(request -> request.contains("eth_blockNumber")
                ? Answer.result("\"0x7\"")
                : Answer.result("[{\"address\":\"" + Address.ZERO.hex()
                        + "\",\"topics\":[],\"data\":\"0x\",\"blockHash\":null,\"blockNumber\":null}]"));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(() -> client.logs(LogFilter.ALL, 1, 1))
                .withMessageContaining("lacks");
    }

    @Test
    void aFilterSaysWhatItWants() {
        endpoint.script(request -> Answer.result(request.contains("eth_blockNumber") ? "\"0x99\"" : "[]"));
        io.gridwork.abi.Hash32 topic = io.gridwork.abi.Keccak256.hash("A()");
        client.logs(new LogFilter(java.util.Set.of(Address.ZERO), java.util.Set.of(topic)), 16, 17);
        client.logs(LogFilter.ALL, 0, 1);
        List<String> requests = endpoint.requests();
        assertThat(requests.get(1))
                .contains("\"params\":[{\"address\":[\"" + Address.ZERO.hex() + "\"],\"topics\":[[\"" + topic
                        + "\"]],\"fromBlock\":\"0x10\",\"toBlock\":\"0x11\"}]");
        assertThat(requests.get(2)).contains("\"params\":[{\"fromBlock\":\"0x0\",\"toBlock\":\"0x1\"}]");
    }

    private static String header(int id, int number) {
        return "{\"jsonrpc\":\"2.0\",\"result\":{\"number\":\"0x" + Integer.toHexString(number) + "\",\"hash\":\"0x"
                + "%064x".formatted(number)
                + "\",\"parentHash\":\"0x" + "%064x".formatted(number - 1)
                + "\",\"timestamp\":\"0x1\",\"transactions\":[\"0x00\"]},\"id\":" + id + "}";
    }
}

package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Decision;
import io.gridwork.rpc.JsonRpc;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.ScriptedEndpoint;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import io.gridwork.rpc.Timer;
import io.gridwork.rpc.Traffic;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that answers whatever does harm. The other one is honest: its newest block is 65. */
@UnderLoad
class HostileEndpointTest {
    private static final RpcOptions QUICK =
            RpcOptions.DEFAULT.withPatience(new Patience(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(20)));
    private static final String HASH = "0x" + "11".repeat(32);
    private static final String RECEIPT = "{\"transactionHash\":\"" + HASH + "\",\"transactionIndex\":\"0x0\","
            + "\"blockNumber\":\"0x1\",\"blockHash\":\"" + HASH + "\",\"from\":\"" + Address.ZERO.hex()
            + "\",\"status\":\"0x1\",\"type\":\"0x2\",\"logs\":[]}";
    private static final Pattern BLOCK = Pattern.compile("getBlockByNumber\",\"params\":\\[\"(0x[0-9a-f]+|latest)\"");

    private ScriptedEndpoint bad;
    private ScriptedEndpoint honest;

    @BeforeEach
    void open() throws IOException {
        bad = new ScriptedEndpoint(_ -> Answer.result("null"));
        honest = new ScriptedEndpoint(request -> chainOf(65, request));
    }

    @AfterEach
    void close() {
        bad.close();
        honest.close();
    }

    private static Answer chainOf(long newest, String request) {
        Matcher block = BLOCK.matcher(request);
        if (block.find()) {
            long number = block.group(1).equals("latest") ? newest : Long.decode(block.group(1));
            return Answer.result(number > newest ? "null" : header(number, "0x1"));
        }
        if (request.contains("eth_blockNumber")) return Answer.result("\"0x" + Long.toHexString(newest) + '"');
        if (request.contains("Receipt")) return Answer.result(RECEIPT);
        return Answer.result("\"0x7\"");
    }

    private static String header(long number, String timestamp) {
        return "{\"number\":\"0x%x\",\"hash\":\"%s\",\"parentHash\":\"%s\",\"timestamp\":\"%s\",\"baseFeePerGas\":\"0x5\"}"
                .formatted(number, HASH, HASH, timestamp);
    }

    private Endpoints both() {
        return new Endpoints(List.of(bad.url(), honest.url()), QUICK, Timer.steady());
    }

    private ChainClient once(URI url) {
        return new ChainClient(new JsonRpc(url, QUICK, Traffic.UNWATCHED));
    }

    // ---- numbers

    @ParameterizedTest
    @CsvSource({
        "\"type\":\"0x2\", \"type\":\"0x1ffffffff\"",
        "\"transactionIndex\":\"0x0\", \"transactionIndex\":\"0x1ffffffff\"",
        "\"blockNumber\":\"0x1\", \"blockNumber\":\"0x7fffffffffffffff\"",
        "\"logs\":[], \"logs\":[{\"logIndex\":\"0x1ffffffff\"}]"
    })
    void aNumberThatIsTooLargeIsMalformedAndTheOtherEndpointIsAsked(String right, String wrong) {
        bad.script(request ->
                request.contains("Receipt") ? Answer.result(RECEIPT.replace(right, wrong)) : chainOf(65, request));
        try (ChainClient client = once(bad.url());
                Endpoints endpoints = both()) {
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(() -> client.receipt(Hash32.parse(HASH)))
                    .withMessageContaining("malformed answer");
            Optional<Receipt> receipt = endpoints.ask(each -> each.receipt(Hash32.parse(HASH)));
            assertThat(receipt).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7fffffffffffffff", "0x701cd2fa957900"})
    void aTimeThatNoDateCanHoldIsMalformed(String timestamp) {
        bad.script(_ -> Answer.result(header(65, timestamp)));
        try (ChainClient client = once(bad.url())) {
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(client::head)
                    .withMessageContaining("malformed answer: no timestamp is as large as");
        }
    }

    @Test
    void aTipThatIsNoNumberIsNotTaken() {
        bad.script(request -> request.contains("maxPriorityFee") ? Answer.result("{\"a\":[1]}") : chainOf(65, request));
        try (ChainClient client = once(bad.url())) {
            assertThat(client.fees().suggestedTip()).isEqualTo(BigInteger.TWO);
        }
    }

    // ---- heads

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 1L << 53, 1L << 40, 2_000_000})
    void aHeadThatItCannotShowDoesNotMakeTheOtherLag(long claimed) throws Exception {
        bad.script(request -> request.contains("latest") || request.contains("eth_blockNumber")
                ? chainOf(claimed, request)
                : chainOf(65, request));
        List<URI> honestFirst = List.of(honest.url(), bad.url());
        try (Endpoints endpoints = new Endpoints(honestFirst, QUICK, Timer.steady())) {
            assertThat(endpoints.head().number()).isEqualTo(65);
            await().until(() -> bad.requests().stream().anyMatch(each -> each.contains("eth_blockNumber")));
            assertThat(endpoints.head().number()).isEqualTo(65);
            assertThat(endpoints.usage().getFirst().drops()).isZero();
        }
    }

    @Test
    void whoClaimsAHeadThatItCannotShowIsNotAsked() throws Exception {
        bad.script(request -> request.contains("latest") ? chainOf(1L << 40, request) : chainOf(65, request));
        try (Endpoints endpoints = both()) {
            endpoints.head();
            await().until(() -> honest.requests().stream().anyMatch(each -> each.contains("eth_blockNumber")));
            await().until(() -> endpoints.head().number() == 65);
            assertThat(endpoints.usage().getFirst().lastError()).contains("claims to be at block 1099511627776");
        }
    }

    @Test
    void aNodeThatCatchesUpLagsMillionsOfBlocks() {
        ScriptedEndpoint catchesUp = bad;
        catchesUp.script(request -> chainOf(3_000_000, request));
        honest.script(request -> chainOf(20_000_000, request));
        try (Endpoints endpoints = both()) {
            endpoints.head();
            await().until(() -> endpoints.head().number() == 20_000_000);
            assertThat(endpoints.usage().getFirst().lastError()).contains("lags the other endpoints");
        }
    }

    // ---- words

    @ParameterizedTest
    @ValueSource(ints = {-32602, -32600})
    void whoeverFindsTheQuestionWrongIsPassedOver(int code) {
        bad.script(_ -> Answer.error("{\"code\":" + code + ",\"message\":\"no\"}"));
        try (ChainClient client = new ChainClient(List.of(bad.url(), honest.url()), QUICK)) {
            assertThat(client.chainId()).isEqualTo(7);
            honest.script(_ -> Answer.error("{\"code\":" + code + ",\"message\":\"no\"}"));
            assertThatExceptionOfType(ChainException.Rejected.class)
                    .isThrownBy(() -> client.header(BlockTag.at(5)))
                    .satisfies(rejected -> assertThat(rejected.isLack()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"%s\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"%s\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\",\"data\":\"%s\"}}",
                "%s"
            })
    void noKeyIsRepeatedInAMessage(String answer) {
        String user = "somebody:t0psecret";
        String header = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        URI url = URI.create(bad.url().toString().replace("://", "://" + user + "@"));
        try (ChainClient client = once(url)) {
            for (String secret : List.of(header, header.replace("=", ""), "t0psecret", "secret-key")) {
                // Of a key that is cut, the start is not shown either.
                for (int before : new int[] {0, 60, 70, 80, 90, 100, 180, 190, 1980, 1990}) {
                    bad.script(_ -> Answer.ok(answer.formatted(" ".repeat(before) + secret + " ".repeat(5000))));
                    assertThatExceptionOfType(ChainException.class)
                            .isThrownBy(client::blockNumber)
                            .satisfies(
                                    failure -> assertThat(failure.getMessage()).doesNotContain(secret.substring(0, 6)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"%s\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"%s\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"%s\"}"
            })
    void messagesAreShortAndOfOneLine(String answer) {
        String words = "\\u001b[31m\\u0000\\n" + "7".repeat(1_000_000);
        bad.script(_ -> Answer.ok(answer.formatted(words)));
        try (ChainClient client = once(bad.url())) {
            for (Runnable question : List.<Runnable>of(
                    client::blockNumber,
                    () -> client.balance(Address.ZERO, BlockTag.LATEST),
                    () -> client.code(Address.ZERO, BlockTag.LATEST))) {
                assertThatExceptionOfType(ChainException.class)
                        .isThrownBy(question::run)
                        .satisfies(failure -> assertThat(failure.getMessage())
                                .hasSizeLessThan(2_200)
                                .doesNotContainPattern("\\p{Cntrl}"));
            }
        }
    }

    @Test
    void aNumberWithManyDigitsIsQuotedInPart() {
        bad.script(_ -> Answer.result("7".repeat(900)));
        try (ChainClient client = once(bad.url())) {
            assertThatExceptionOfType(ChainException.Retryable.class)
                    .isThrownBy(() -> client.balance(Address.ZERO, BlockTag.LATEST))
                    .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(300));
        }
    }

    @Test
    void theLogNamesAReasonEveryFewMinutes() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Timer timer = new Timer() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public void sleep(Duration time) {
                now.updateAndGet(before -> before.plus(time));
            }
        };
        Duration every = Duration.ofMinutes(5);
        try (Endpoint endpoint = new Endpoint("bad", bad.url(), QUICK, timer)) {
            assertThat(endpoint.isWarningDue(Decision.Reason.PRUNED, every)).isTrue();
            assertThat(endpoint.isWarningDue(Decision.Reason.UNSUPPORTED, every))
                    .isTrue();
            timer.sleep(Duration.ofMinutes(4));
            assertThat(endpoint.isWarningDue(Decision.Reason.PRUNED, every)).isFalse();
            timer.sleep(Duration.ofMinutes(1));
            assertThat(endpoint.isWarningDue(Decision.Reason.PRUNED, every)).isTrue();
        }
    }
}

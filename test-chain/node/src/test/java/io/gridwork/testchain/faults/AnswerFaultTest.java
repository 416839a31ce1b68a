package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.faults.RawClient.Got;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class AnswerFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    private static final Map<String, String> ALL_LOGS = Map.of("fromBlock", "0x0", "toBlock", "latest");

    @ParameterizedTest
    @EnumSource
    void aClientMeetsTheFaultUntilTheNodeIsHealed(AnswerFault fault) throws IOException {
        node.play(fault);
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
    }

    private Check check(AnswerFault fault) {
        return switch (fault) {
            case INTERNAL_ERROR -> fails("eth_chainId", 200, "-32603 Internal error");
            case LIMIT_EXCEEDED -> fails("eth_chainId", 200, "-32005 project ID request rate exceeded");
            case LIMIT_WITH_BACKOFF ->
                fails("eth_chainId", 429, "-32005 daily request count exceeded, request rate limited");
            case COMPUTE_UNITS ->
                fails("eth_chainId", 200, "429 Your app has exceeded its compute units per second capacity.");
            case REQUEST_LIMIT ->
                fails(
                        "eth_chainId",
                        200,
                        "-32007 50/second request limit reached - reduce calls per second or upgrade your account");
            case CAPACITY_USED_UP -> fails("eth_chainId", 403, "-32600 Monthly capacity limit exceeded.");
            case INVALID_KEY -> fails("eth_chainId", 401, "-32000 invalid project id");
            case HEADER_NOT_FOUND -> fails("eth_getCode", 200, "-32000 header not found");
            case UNKNOWN_BLOCK -> fails("eth_getBlockByNumber", 200, "-39001 Unknown block");
            case METHOD_NOT_FOUND ->
                fails(
                        "eth_maxPriorityFeePerGas",
                        200,
                        "-32601 the method eth_maxPriorityFeePerGas does not exist/is not available");
            case METHOD_NOT_ENABLED -> fails("eth_getBlockReceipts", 200, "-32604 Method not enabled");
            case FINALIZED_UNKNOWN -> this::assertFinalizedUnknown;
            case TEMPORARY_ERROR -> fails("eth_chainId", 500, "19 Temporary internal error. Please retry");
            case NO_BACKEND -> fails("eth_chainId", 503, "-32011 no backend is currently healthy to serve traffic");
            case TIMEOUT_IN_ANSWER -> fails("eth_chainId", 504, "-32603 Timeout expired");
            case UNKNOWN_CODE -> fails("eth_chainId", 200, "-31415 the moon is in the seventh house");
            case ERROR_AS_STRING -> answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"busy, come back later\"}");
            case ERROR_WITHOUT_CODE ->
                answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"something went wrong\"}}");
            case ERROR_CODE_AS_STRING ->
                answers(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":\"-32603\",\"message\":\"Internal error\"}}");
            case ERROR_WITH_ODD_DATA ->
                answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"Internal error\","
                        + "\"data\":[1,{\"data\":false},\"0xzz\"]}}");
            case ERROR_BESIDE_RESULT -> answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x539\",\"error\":null}");
            case ID_AS_STRING -> answers("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":\"0x539\"}");
            case ID_NULL -> answers("{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":\"0x539\"}");
            case ID_MISSING -> answers("{\"jsonrpc\":\"2.0\",\"result\":\"0x539\"}");
            case ID_OF_ANOTHER -> answers("{\"jsonrpc\":\"2.0\",\"id\":987654321,\"result\":\"0x539\"}");
            case VERSION_MISSING -> answers("{\"id\":1,\"result\":\"0x539\"}");
            case RESULT_MISSING -> answers("{\"jsonrpc\":\"2.0\",\"id\":1}");
            case RESULT_NULL -> answers("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}");
            case OBJECT_FOR_LIST ->
                () -> assertThat(result("eth_getLogs", ALL_LOGS)).isEqualTo(Map.of());
            case NULL_FOR_LIST ->
                () -> assertThat(ask("eth_getLogs", ALL_LOGS).containsKey("result"))
                        .isTrue();
            case STRING_FOR_OBJECT ->
                () -> assertThat(result("eth_getBlockByNumber", "0x0", false)).isEqualTo("0x");
            case EMPTY_OBJECT ->
                () -> assertThat(result("eth_getBlockByNumber", "0x0", false)).isEqualTo(Map.of());
            case EMPTY_HEX -> () -> assertThat(result("eth_blockNumber")).isEqualTo("0x");
        };
    }

    private Check fails(String method, int status, String error) {
        return () -> {
            assertThat(post(method).status()).isEqualTo(status);
            assertThat(error(method)).isEqualTo(error);
        };
    }

    private Check answers(String body) {
        return () -> {
            Got got = post("eth_chainId");
            assertThat(got.status()).isEqualTo(200);
            assertThat(Json.parse(got.text())).isEqualTo(Json.parse(body));
        };
    }

    private void assertFinalizedUnknown() throws IOException {
        assertThat(error("eth_getBlockByNumber", "finalized", false)).isEqualTo("-39001 Unknown block");
        assertThat(error("eth_getLogs", Map.of("fromBlock", "0x0", "toBlock", "safe")))
                .isEqualTo("-32602 Invalid block number params");
        assertThat(result("eth_getBlockByNumber", "latest", false)).isNotNull();
    }
}

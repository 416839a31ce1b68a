package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.Behaviour.error;
import static io.gridwork.testchain.faults.Behaviour.onAnswer;
import static io.gridwork.testchain.faults.Behaviour.onCall;

import java.util.List;
import java.util.Map;

/** Faults of a JSON-RPC answer: an error, or something that is none of the answers that JSON-RPC 2.0 allows. */
public enum AnswerFault implements Fault {
    INTERNAL_ERROR,
    LIMIT_EXCEEDED,
    LIMIT_WITH_BACKOFF,
    COMPUTE_UNITS,
    REQUEST_LIMIT,
    CAPACITY_USED_UP,
    INVALID_KEY,
    HEADER_NOT_FOUND,
    UNKNOWN_BLOCK,
    METHOD_NOT_FOUND,
    METHOD_NOT_ENABLED,
    FINALIZED_UNKNOWN,
    TEMPORARY_ERROR,
    NO_BACKEND,
    TIMEOUT_IN_ANSWER,
    UNKNOWN_CODE,
    ERROR_AS_STRING,
    ERROR_WITHOUT_CODE,
    ERROR_CODE_AS_STRING,
    ERROR_WITH_ODD_DATA,
    ERROR_BESIDE_RESULT,
    ID_AS_STRING,
    ID_NULL,
    ID_MISSING,
    ID_OF_ANOTHER,
    VERSION_MISSING,
    RESULT_MISSING,
    RESULT_NULL,
    OBJECT_FOR_LIST,
    NULL_FOR_LIST,
    STRING_FOR_OBJECT,
    EMPTY_OBJECT,
    EMPTY_HEX;

    Traits traits() {
        return switch (this) {
            case INTERNAL_ERROR ->
                Traits.of(
                        "error -32603 Internal error, as Besu while it imports a block",
                        error(-32603, "Internal error"));
            case LIMIT_EXCEEDED ->
                Traits.of(
                        "error -32005 project ID request rate exceeded",
                        error(-32005, "project ID request rate exceeded"));
            case LIMIT_WITH_BACKOFF ->
                Traits.of(
                                "HTTP 429 with error -32005 whose data tell how long to wait, as Infura",
                                onCall((call, scene, _) -> AnswerPlays.backoff(call, scene.amount())))
                        .amount(1, "seconds");
            case COMPUTE_UNITS ->
                Traits.of(
                        "error 429 in an answer with HTTP 200, as Alchemy",
                        error(429, "Your app has exceeded its compute units per second capacity."));
            case REQUEST_LIMIT ->
                Traits.of(
                        "error -32007 50/second request limit reached, as QuickNode",
                        error(
                                -32007,
                                "50/second request limit reached - reduce calls per second or upgrade your account"));
            case CAPACITY_USED_UP ->
                Traits.of(
                        "HTTP 403 with error -32600 Monthly capacity limit exceeded",
                        onCall((call, _, _) -> Answer.error(call, -32600, "Monthly capacity limit exceeded.")
                                .at(403)));
            case INVALID_KEY ->
                Traits.of(
                        "HTTP 401 with error -32000 invalid project id",
                        onCall((call, _, _) ->
                                Answer.error(call, -32000, "invalid project id").at(401)));
            case HEADER_NOT_FOUND ->
                Traits.of("error -32000 header not found, as Geth behind its head", error(-32000, "header not found"))
                        .on(
                                "eth_call",
                                "eth_getCode",
                                "eth_getBalance",
                                "eth_getTransactionCount",
                                "eth_estimateGas",
                                "eth_getStorageAt");
            case UNKNOWN_BLOCK ->
                Traits.of("error -39001 Unknown block, as Besu", error(-39001, "Unknown block"))
                        .on("eth_getBlockByNumber", "eth_getBlockByHash");
            case METHOD_NOT_FOUND ->
                Traits.of("error -32601 the method does not exist", AnswerPlays.methodNotFound())
                        .on("eth_maxPriorityFeePerGas", "eth_feeHistory", "eth_getBlockReceipts");
            case METHOD_NOT_ENABLED ->
                Traits.of("error -32604 Method not enabled, as Besu", error(-32604, "Method not enabled"))
                        .on("eth_maxPriorityFeePerGas", "eth_feeHistory", "eth_getBlockReceipts");
            case FINALIZED_UNKNOWN ->
                Traits.of(
                        "the tags finalized and safe are unknown: -39001, or -32602 in eth_getLogs, as Besu under QBFT",
                        onCall(AnswerPlays::withoutFinalized));
            case TEMPORARY_ERROR ->
                Traits.of(
                        "HTTP 500 with error 19 Temporary internal error, as dRPC",
                        onCall((call, _, _) -> Answer.error(call, 19, "Temporary internal error. Please retry")
                                .at(500)));
            case NO_BACKEND ->
                Traits.of(
                        "HTTP 503 with error -32011 no backend is currently healthy",
                        onCall((call, _, _) -> Answer.error(
                                        call, -32011, "no backend is currently healthy to serve traffic")
                                .at(503)));
            case TIMEOUT_IN_ANSWER ->
                Traits.of(
                        "HTTP 504 with error -32603 Timeout expired, as Besu",
                        onCall((call, _, _) ->
                                Answer.error(call, -32603, "Timeout expired").at(504)));
            case UNKNOWN_CODE ->
                Traits.of(
                        "an error whose code and words nobody knows",
                        error(-31_415, "the moon is in the seventh house"));
            case ERROR_AS_STRING ->
                Traits.of("the error is a string", onCall((call, _, _) -> Answer.error(call, "busy, come back later")));
            case ERROR_WITHOUT_CODE ->
                Traits.of(
                        "the error has a message and no code",
                        onCall((call, _, _) -> Answer.error(call, Trees.object("message", "something went wrong"))));
            case ERROR_CODE_AS_STRING ->
                Traits.of(
                        "the error's code is a string",
                        onCall((call, _, _) ->
                                Answer.error(call, Trees.object("code", "-32603", "message", "Internal error"))));
            case ERROR_WITH_ODD_DATA ->
                Traits.of(
                        "the error's data are a list of odd things",
                        onCall((call, _, _) -> Answer.error(
                                call,
                                Trees.object(
                                        "code",
                                        -32603,
                                        "message",
                                        "Internal error",
                                        "data",
                                        List.of(1, Map.of("data", false), "0xzz")))));
            case ERROR_BESIDE_RESULT ->
                Traits.of(
                        "an answer with result and an error that is null",
                        onAnswer(answer -> answer.failed() ? answer : answer.with("error", null)));
            case ID_AS_STRING ->
                Traits.of(
                        "the answer's id is a string",
                        onAnswer(answer ->
                                answer.with("id", String.valueOf(answer.json().get("id")))));
            case ID_NULL -> Traits.of("the answer's id is null", onAnswer(answer -> answer.with("id", null)));
            case ID_MISSING -> Traits.of("the answer has no id", onAnswer(answer -> answer.without("id")));
            case ID_OF_ANOTHER ->
                Traits.of("the answer's id is of another request", onAnswer(answer -> answer.with("id", 987_654_321)));
            case VERSION_MISSING ->
                Traits.of("the answer lacks jsonrpc: 2.0", onAnswer(answer -> answer.without("jsonrpc")));
            case RESULT_MISSING ->
                Traits.of("the answer has neither result nor error", onAnswer(answer -> answer.without("result")));
            case RESULT_NULL -> Traits.of("the result is null", onAnswer(answer -> answer.withResult(null)));
            case OBJECT_FOR_LIST ->
                Traits.of("an object stands where a list belongs", onAnswer(answer -> answer.withResult(Map.of())))
                        .on("eth_getLogs", "eth_getBlockReceipts");
            case NULL_FOR_LIST ->
                Traits.of("null stands where a list belongs", onAnswer(answer -> answer.withResult(null)))
                        .on("eth_getLogs", "eth_getBlockReceipts");
            case STRING_FOR_OBJECT ->
                Traits.of("a string stands where an object belongs", onAnswer(answer -> answer.withResult("0x")))
                        .on(
                                "eth_getBlockByNumber",
                                "eth_getBlockByHash",
                                "eth_getTransactionReceipt",
                                "eth_getTransactionByHash");
            case EMPTY_OBJECT ->
                Traits.of(
                                "an object has none of its fields",
                                onAnswer(answer ->
                                        answer.result() instanceof Map<?, ?> ? answer.withResult(Map.of()) : answer))
                        .on(
                                "eth_getBlockByNumber",
                                "eth_getBlockByHash",
                                "eth_getTransactionReceipt",
                                "eth_getTransactionByHash");
            case EMPTY_HEX ->
                Traits.of("a quantity is 0x", onAnswer(answer -> answer.withResult("0x")))
                        .on(
                                "eth_blockNumber",
                                "eth_gasPrice",
                                "eth_getTransactionCount",
                                "eth_estimateGas",
                                "eth_getBalance");
        };
    }
}

package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.Json;
import io.gridwork.testchain.faults.RawClient.Got;
import io.gridwork.testchain.junit.GridworkChain;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A faulty node before an anvil, and a client that sees each byte. */
@GridworkChain(engine = "anvil")
abstract class FaultTest {

    /** Emits two logs without topics and deploys nothing. */
    private static final String TWO_LOGS = "0x60006000a060006000a0";

    AnvilChain chain;
    FaultyNode node;

    @BeforeEach
    void open(AnvilChain chain) {
        this.chain = chain;
        node = FaultyNode.before(chain.rpcUrl());
    }

    @AfterEach
    void close() {
        node.close();
    }

    static Map<String, Object> request(int id, String method, Object... params) {
        var request = new LinkedHashMap<String, Object>();
        request.put("jsonrpc", "2.0");
        request.put("id", id);
        request.put("method", method);
        request.put("params", Arrays.asList(params));
        return request;
    }

    Got post(String method, Object... params) throws IOException {
        return RawClient.post(node.url(), Json.write(request(1, method, params)));
    }

    Map<?, ?> ask(String method, Object... params) throws IOException {
        return (Map<?, ?>) Json.parse(post(method, params).text());
    }

    Object result(String method, Object... params) throws IOException {
        return ask(method, params).get("result");
    }

    /** The fields of a result that is an object. */
    Map<?, ?> fields(String method, Object... params) throws IOException {
        return (Map<?, ?>) result(method, params);
    }

    String error(String method, Object... params) throws IOException {
        var error = (Map<?, ?>) ask(method, params).get("error");
        return error.get("code") + " " + error.get("message");
    }

    Got postBatch(int calls) throws IOException {
        var batch = new ArrayList<Object>();
        for (int id = 1; id <= calls; id++) batch.add(request(id, "eth_getBlockByNumber", hex(0), false));
        return RawClient.post(node.url(), Json.write(batch));
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    String account() {
        return chain.accounts().get(0).address();
    }

    /** A transfer past the faulty node. */
    String transfer() {
        String to = chain.accounts().get(1).address();
        return chain.rpc().callForString("eth_sendTransaction", Map.of("from", account(), "to", to, "value", "0x1"));
    }

    /** Two logs in a block, by a transaction past the faulty node. */
    String emit() {
        return chain.rpc().callForString("eth_sendTransaction", Map.of("from", account(), "data", TWO_LOGS));
    }

    /** anvil gives a hash before it has mined the block. */
    String mined(String hash) {
        soon().until(() -> receipt(hash) != null);
        return hash;
    }

    /** A signed transfer with the account's next nonce. */
    String signed(Map<String, Object> more) {
        var transaction = new LinkedHashMap<String, Object>();
        transaction.put("from", account());
        transaction.put("to", chain.accounts().get(1).address());
        transaction.put("nonce", nonce("pending"));
        transaction.put("gas", "0x5208");
        transaction.put("value", "0x1");
        transaction.putAll(more);
        return chain.rpc().callForString("eth_signTransaction", transaction);
    }

    String signed() {
        return signed(Map.of("maxFeePerGas", "0x77359400", "maxPriorityFeePerGas", "0x3b9aca00"));
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    private String nonce(String block) {
        return chain.rpc().callForString("eth_getTransactionCount", account(), block);
    }

    Object receipt(Object hash) {
        return chain.rpc().call("eth_getTransactionReceipt", hash);
    }

    Map<?, ?> newestBlock() {
        return (Map<?, ?>) chain.rpc().call("eth_getBlockByNumber", "latest", false);
    }

    /** The node answers byte by byte as the real one. */
    void assertHealed() throws IOException {
        // What is still in the pool would make a block between the two answers that are compared.
        soon().until(() -> nonce("latest").equals(nonce("pending")));
        for (List<Object> call : List.<List<Object>>of(
                List.of("eth_blockNumber"),
                List.of("eth_getBlockByNumber", "0x0", true),
                List.of("eth_getBlockByNumber", "latest", true),
                List.of("eth_getLogs", Map.of("fromBlock", "0x0", "toBlock", "latest")),
                List.of("eth_maxPriorityFeePerGas"))) {
            var request = request(
                    7, (String) call.getFirst(), call.subList(1, call.size()).toArray());
            Got direct = RawClient.post(chain.rpcUrl(), Json.write(request));
            Got through = RawClient.post(node.url(), Json.write(request));
            assertThat(through.status()).isEqualTo(direct.status());
            assertThat(through.text()).isEqualTo(direct.text());
        }
    }
}

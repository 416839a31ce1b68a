package io.gridwork.transactions;

import static io.gridwork.transactions.Desk.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.ScriptedEndpoint;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import io.gridwork.rpc.ScriptedEndpoint.Script;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.transactions.TransactionState.Done;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that wants the sender to pay twice, to pay too much, or to wait for ever. */
@GridworkChain(perTest = true)
class LyingNodeTest {
    private static final String NULL = "null";

    private AnvilChain chain;
    private Desk desk;
    private ScriptedEndpoint endpoint;
    private ChainClient client;
    private TransactionSender sender;

    @BeforeEach
    void open(AnvilChain chain) throws IOException {
        this.chain = chain;
        desk = new Desk(chain);
        endpoint = new ScriptedEndpoint(ScriptedEndpoint.forwarding(chain.rpcUrl()));
        client = new ChainClient(
                List.of(endpoint.url()),
                RpcOptions.DEFAULT.withPatience(
                        new Patience(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2))));
        sender = desk.sender(client);
    }

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
        desk.close();
    }

    private Script lying(String method, String result) {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        return request -> request.contains('"' + method + '"') ? Answer.result(result) : real.answer(request);
    }

    private void hideReceipts() {
        endpoint.script(lying("eth_getTransactionReceipt", NULL));
    }

    private void lookForLong() {
        for (int i = 0; i < 5; i++) {
            sender.tick();
            desk.pass(Duration.ofMinutes(1));
            chain.mine(5);
        }
    }

    private String trouble() {
        return ((TransactionState.Pending) sender.state(key(0)).orElseThrow()).trouble();
    }

    @Test
    void aHiddenReceiptDoesNotMakeItPayTwice() {
        hideReceipts();
        desk.submit(sender, 0);
        chain.mine(1);
        lookForLong();
        assertThat(desk.happened()).containsExactly(0L);
        assertThat(trouble()).contains("waiting for its receipt");
        endpoint.script(ScriptedEndpoint.forwarding(chain.rpcUrl()));
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
        assertThat(desk.happened()).containsExactly(0L);
    }

    /** As a node with pruned states and a late index of receipts does without meaning harm. */
    @Test
    void aHiddenBlockDoesNotEither() {
        Script noReceipt = lying("eth_getTransactionReceipt", NULL);
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        endpoint.script(request -> request.contains("\"eth_getTransactionReceipt\"")
                ? noReceipt.answer(request)
                : request.contains("\"eth_getBlockByNumber\"") && request.contains(",true]")
                        ? Answer.error("{\"code\":-32000,\"message\":\"missing trie node\"}")
                        : real.answer(request));
        desk.submit(sender, 0);
        chain.mine(1);
        lookForLong();
        assertThat(desk.happened()).containsExactly(0L);
    }

    /** It keeps no old states, so the transaction that used the nonce is looked for in its blocks. */
    @Test
    void anHonestNodeWithoutOldStatesShowsAForeignTransaction() {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        endpoint.script(request -> request.contains("\"eth_getTransactionCount\"") && request.contains(",\"0x")
                ? Answer.error("{\"code\":-32000,\"message\":\"missing trie node\"}")
                : real.answer(request));
        chain.mineOnTransaction(false);
        desk.submit(sender, 0);
        desk.drop(0);
        TransactionSender foreigner = desk.foreigner();
        foreigner.submit(key(9), Desk.gift(4));
        chain.mine(1);
        Done foreign = (Done) foreigner.await(key(9), Desk.LONG);
        sender.tick();
        assertThat(trouble()).contains("nonce 0 is used, by transaction " + foreign.txHash());
        desk.pass(Duration.ofMinutes(1));
        assertThat(sender.tick().getFirst().nonce()).isEqualTo(1);
        chain.mine(1);
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
        assertThat(desk.happened()).containsExactly(0L);
    }

    @Test
    void anotherTransactionsReceiptIsNotTaken() {
        Done other = desk.done(pay(), 7);
        String receipt = desk.client
                .request("eth_getTransactionReceipt", other.txHash().hex())
                .toString();
        endpoint.script(lying("eth_getTransactionReceipt", receipt));
        desk.submit(sender, 0);
        chain.mine(1);
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(() -> sender.await(key(0), Duration.ofMillis(100)))
                .withMessageContaining("gave that of " + other.txHash());
    }

    private TransactionSender pay() {
        TransactionSender other = desk.foreignSender(2);
        other.submit(key(7), Desk.gift(4));
        return other;
    }

    @Test
    void aPoolFullOfTransactionsThatAreNotThereIsNotBelieved() {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        endpoint.script(request ->
                request.contains("\"pending\"") ? Answer.result("\"0x7ffffffffffffff0\"") : real.answer(request));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(() -> desk.submit(sender, 0))
                .withMessageContaining("no pool holds more than");
        assertThat(desk.journal.find(key(0))).isEmpty();
    }

    @Test
    void aTipOutOfAllProportionIsNotPaid() {
        endpoint.script(lying("eth_maxPriorityFeePerGas", "\"0x7217d66000\"")); // 490 gwei
        desk.submit(sender, 0);
        Done done = desk.done(sender, 0);
        BigInteger price = desk.client
                .receipt(done.txHash())
                .orElseThrow()
                .effectiveGasPrice()
                .toBigInteger();
        assertThat(price).isLessThan(BigInteger.valueOf(5_000_000_000L));
    }

    @Test
    void aNodeThatAlwaysWantsMoreDoesNotGetIt() {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        endpoint.script(request -> request.contains("\"eth_sendRawTransaction\"")
                ? Answer.error("{\"code\":-32000,\"message\":\"transaction underpriced\"}")
                : real.answer(request));
        desk.submit(sender, 0);
        lookForLong();
        assertThat(desk.journal.find(key(0)).orElseThrow().newest().maxFee())
                .isLessThan(BigInteger.valueOf(200_000_000_000L));
        assertThat(trouble()).contains("the node wants");
    }
}

package io.gridwork.transactions;

import static io.gridwork.transactions.Desk.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.ScriptedEndpoint;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import io.gridwork.rpc.ScriptedEndpoint.Script;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.TransactionState.Done;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that answer otherwise than most: a real one, whose answers are changed on the way. */
@GridworkChain(perTest = true)
@UnderLoad
class OddChainsTest {
    private static final String NO_SUCH_METHOD = "{\"code\":-32601,\"message\":\"the method does not exist\"}";

    private Desk desk;
    private AnvilChain chain;
    private ScriptedEndpoint endpoint;
    private ChainClient client;

    @BeforeEach
    void open(AnvilChain chain) throws IOException {
        this.chain = chain;
        desk = new Desk(chain);
        endpoint = new ScriptedEndpoint(ScriptedEndpoint.forwarding(chain.rpcUrl()));
        client = new ChainClient(
                List.of(endpoint.url()),
                RpcOptions.DEFAULT.withPatience(
                        new Patience(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2))));
    }

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
        desk.close();
    }

    private void answering(Script odd) {
        endpoint.script(odd);
    }

    /** Every answer of the real node, changed. */
    private Script changed(UnaryOperator<String> change) {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        return request -> Answer.ok(change.apply(real.answer(request).text()));
    }

    private static Script without(String method, Script others) {
        return request -> request.contains('"' + method + '"') ? Answer.error(NO_SUCH_METHOD) : others.answer(request);
    }

    private Receipt sent() {
        TransactionSender sender = desk.sender(client);
        desk.submit(sender, 0);
        Done done = desk.done(sender, 0);
        assertThat(done.succeeded()).isTrue();
        return desk.client.receipt(done.txHash()).orElseThrow();
    }

    @Test
    void aChainWithoutBaseFeeGetsTransactionsOfTypeZero() {
        Script legacy = changed(answer -> answer.replace("\"baseFeePerGas\"", "\"unheardOf\""));
        answering(without("eth_maxPriorityFeePerGas", legacy));
        assertThat(client.fees().isLegacy()).isTrue();
        assertThat(sent().type()).isZero();
    }

    @Test
    void aNodeThatSuggestsNoTipIsAskedForThePriceOfGas() {
        answering(without("eth_maxPriorityFeePerGas", ScriptedEndpoint.forwarding(chain.rpcUrl())));
        assertThat(sent().type()).isEqualTo(2);
    }

    @Test
    void aNodeThatKnowsNoPriceAtAllGetsTheLowestTip() {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        answering(without("eth_maxPriorityFeePerGas", without("eth_gasPrice", real)));
        assertThat(sent().type()).isEqualTo(2);
    }

    /** anvil suggests a tip all the same; the account has nothing to pay it with. */
    @Test
    void anAccountWithoutEtherActsWhereGasIsFree() {
        desk.client.request("anvil_setBalance", desk.signer.address().hex(), "0x0");
        desk.client.request("anvil_setNextBlockBaseFeePerGas", "0x0");
        chain.mine(1);
        desk.client.request("anvil_setNextBlockBaseFeePerGas", "0x0");
        assertThat(desk.client.fees().baseFee()).isZero();
        assertThat(sent().fee()).isEqualTo(Uint256.ZERO);
    }

    @Test
    void anAccountThatCannotPayIsToldHowMuchItNeedsBeforeAnythingIsSigned() {
        desk.client.request("anvil_setBalance", desk.signer.address().hex(), "0x5");
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> desk.submit(desk.sender(), 0))
                .withMessageContaining(desk.signer.address() + " holds 5 wei, and action act:0 needs ")
                .withMessageContaining("send it more");
        assertThat(desk.sender().states()).isEmpty();
    }

    @Test
    void theGasLimitStaysBelowWhatABlockHolds() {
        estimate(0x1fffff);
        answering(limited(answer -> answer.replaceAll("\"gasLimit\":\"0x[0-9a-f]+\"", "\"gasLimit\":\"0x200000\"")));
        TransactionSender sender = desk.sender(client);
        desk.submit(sender, 0);
        assertThat(desk.journal.find(key(0)).orElseThrow().newest().gasLimit()).isEqualTo(0x200000);
    }

    @Test
    void theGasLimitStaysBelowWhatATransactionMayUse() {
        estimate(16_000_000);
        answering(limited(answer -> answer));
        TransactionSender sender = desk.sender(client);
        desk.submit(sender, 0);
        assertThat(desk.journal.find(key(0)).orElseThrow().newest().gasLimit()).isEqualTo(16_777_216);
    }

    @Test
    void whatNeedsMoreGasThanATransactionMayUseIsNotSigned() {
        estimate(16_777_217);
        answering(limited(answer -> answer));
        TransactionSender sender = desk.sender(client);
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> desk.submit(sender, 0))
                .withMessage("action act:0 needs 16777217 gas, and 16777216 is the most that a transaction may use"
                        + " (EIP-7825); do it in several smaller transactions");
        assertThat(sender.states()).isEmpty();
    }

    private long estimate;

    private void estimate(long gas) {
        estimate = gas;
    }

    private Script limited(UnaryOperator<String> change) {
        Script others = changed(change);
        return request -> request.contains("\"eth_estimateGas\"")
                ? Answer.result("\"0x" + Long.toHexString(estimate) + '"')
                : others.answer(request);
    }

    /** Some nodes answer with their newest block, some with none. */
    @Test
    void theFirstBlockTiesTheJournalOnlyWhereTheNodeHasIt() {
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        answering(request -> real.answer(request.replace("[\"0x0\",false]", "[\"latest\",false]")));
        desk.sender(client);
        chain.mine(1);
        desk.sender(client);
        answering(request -> request.contains("[\"0x0\",false]") ? Answer.result("null") : real.answer(request));
        desk.sender(client);
        assertThat(sent().succeeded()).isTrue();
    }

    /** As behind a load balancer: the answers to some requests are a block old. */
    @Test
    void readsSeeWhatTheSenderHasSettledAlsoWhereAnEndpointIsBehind() {
        Address created = Bytecode.deploy(desk.client, desk.signer, Bytecode.EMITTER);
        long block = desk.client.blockNumber();
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        AtomicInteger oldNumbers = new AtomicInteger(1);
        AtomicInteger oldCodes = new AtomicInteger(2);
        answering(request -> {
            if (request.contains("eth_blockNumber") && oldNumbers.getAndDecrement() > 0) {
                return Answer.result("\"0x" + Long.toHexString(block - 1) + '"');
            }
            if (!request.contains("eth_getCode") || oldCodes.getAndDecrement() <= 0) return real.answer(request);
            return request.contains(BlockTag.at(block).text())
                    ? Answer.error("{\"code\":-32000,\"message\":\"header not found\"}")
                    : Answer.result("\"0x\"");
        });
        FreshReads reads = new FreshReads(client, Duration.ofSeconds(10)).from(block);
        Bytes code = reads.read(at -> client.code(created, at));
        assertThat(code.size()).isPositive();
    }

    @Test
    void aReceiptThatIsLateIsWaitedFor() {
        Receipt receipt = sent();
        Script real = ScriptedEndpoint.forwarding(chain.rpcUrl());
        AtomicInteger old = new AtomicInteger(2);
        answering(request -> request.contains("eth_getTransactionReceipt") && old.getAndDecrement() > 0
                ? Answer.result("null")
                : real.answer(request));
        assertThat(new FreshReads(client).receipt(receipt.txHash())).contains(receipt);
    }

    private void withoutStatus() {
        answering(changed(answer -> answer.replace("\"status\":", "\"unheardOf\":")));
    }

    @Test
    void aReceiptWithoutStatusSucceededIfTheTransactionLeftLogs() {
        withoutStatus();
        sent();
    }

    @Test
    void aReceiptWithoutStatusSucceededIfTheContractIsThere() {
        withoutStatus();
        TransactionSender sender = desk.sender(client);
        sender.submit(Desk.key(0), Call.create(Bytecode.EMITTER));
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
    }

    @Test
    void aReceiptWithoutStatusThatCannotBeJudgedIsWaitedForWithAReason() {
        Address once = Bytecode.deploy(desk.client, Desk.account(0), Bytecode.ONCE);
        withoutStatus();
        TransactionSender sender = desk.sender(client);
        sender.submit(Desk.key(0), Call.of(once, Bytes.EMPTY));
        assertThat(sender.await(Desk.key(0), Duration.ZERO))
                .isInstanceOfSatisfying(
                        TransactionState.Pending.class,
                        pending -> assertThat(pending.trouble()).contains("does not say whether it succeeded"));
        answering(ScriptedEndpoint.forwarding(chain.rpcUrl()));
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
    }

    @Test
    void aRevertIsNotWaitedFor() {
        Address reverter = Bytecode.deploy(desk.client, Desk.account(0), Bytecode.REVERTER);
        FreshReads reads = new FreshReads(desk.client).from(1);
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() ->
                        reads.read(at -> desk.client.call(desk.signer.address(), Call.of(reverter, Bytes.EMPTY), at)));
    }
}

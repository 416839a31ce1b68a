package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.faults.AnswerFault;
import io.gridwork.testchain.faults.FaultyNode;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.Bytecode;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against a real node. */
@GridworkChain
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
class ChainClientTest {
    private static final Hash32 TOPIC = Keccak256.hash("Something()");

    private ChainClient client;
    private Signer signer;
    private Address emitter;
    private Receipt emitted;

    @BeforeAll
    void emit(TestChain chain) {
        for (int i = 0; i < 20; i++) chain.nextBlock();
        client = new ChainClient(chain.rpcUrl());
        signer = Signer.ofPrivateKey(chain.accounts().get(3).privateKey());
        emitter = Bytecode.deploy(client, signer, Bytecode.EMITTER);
        TransactionJournal journal = TransactionJournal.inMemory(chain.chainId(), signer.address());
        TransactionSender sender = Bytecode.sender(client, signer, journal);
        sender.submit(new ActionKey("emit"), Call.of(emitter, Bytecode.emit(TOPIC, 77)));
        TransactionState.Done done =
                (TransactionState.Done) sender.await(new ActionKey("emit"), Duration.ofSeconds(30));
        emitted = client.receipt(done.txHash()).orElseThrow();
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void readsBlocksOneByOneAndInBatches() {
        long head = client.blockNumber();
        List<BlockHeader> headers = client.headers(0, head + 5);
        assertThat(headers).hasSizeGreaterThanOrEqualTo((int) head + 1);
        for (int i = 1; i < headers.size(); i++) {
            assertThat(headers.get(i).parentHash()).isEqualTo(headers.get(i - 1).hash());
        }
        BlockHeader block = client.header(BlockTag.at(emitted.block().number())).orElseThrow();
        assertThat(block.ref()).isEqualTo(emitted.block());
        assertThat(client.header(block.hash())).contains(block);
        assertThat(block.logsBloom().size()).isEqualTo(256);
        assertThat(block.baseFeePerGas()).isNotNull();
        assertThat(client.header(BlockTag.at(head + 1_000_000))).isEmpty();
        assertThat(client.header(Hash32.ZERO)).isEmpty();
    }

    /** As a node under load: a batch that fails as a whole because of its failing items would never come to an end. */
    @Test
    void aBatchOfWhichEachFifthItemFailsIsReadInSmallerAndSmallerParts(TestChain chain) {
        try (var node = FaultyNode.before(chain.rpcUrl());
                var through = new ChainClient(node.url())) {
            node.play(AnswerFault.INTERNAL_ERROR.every(5).on("eth_getBlockByNumber"));
            List<BlockHeader> headers = client.headers(0, client.blockNumber());
            assertThat(through.headers(0, headers.size() - 1)).isEqualTo(headers);
            assertThat(node.timesPlayed(AnswerFault.INTERNAL_ERROR)).isPositive();
        }
    }

    @Test
    void readsLogsByRangeAndByBlock() {
        BlockRef block = emitted.block();
        List<LogEntry> logs = client.logs(LogFilter.of(emitter), block.number(), block.number());
        assertThat(logs).hasSize(1);
        LogEntry log = logs.getFirst();
        assertThat(log.address()).isEqualTo(emitter);
        assertThat(log.topics()).containsExactly(TOPIC);
        assertThat(log.data()).isEqualTo(Uint256.of(77).toWord().toBytes());
        assertThat(log.blockHash()).isEqualTo(block.hash());
        assertThat(log.txHash()).isEqualTo(emitted.txHash());
        assertThat(log.removed()).isFalse();
        assertThat(client.logs(LogFilter.of(emitter), block.hash())).isEqualTo(logs);
        assertThat(client.logs(new LogFilter(Set.of(emitter), Set.of(Hash32.ZERO)), block.hash()))
                .isEmpty();
        assertThat(client.blockReceipts(BlockTag.at(block.number())).orElseThrow())
                .contains(emitted);
    }

    @Test
    void readsAccounts(TestChain chain) {
        TestAccount rich = chain.accounts().get(5);
        Address address = Address.parse(rich.address());
        assertThat(client.balance(address, BlockTag.LATEST)).isGreaterThan(Uint256.of(1_000_000_000_000_000_000L));
        assertThat(client.nonce(address, BlockTag.LATEST)).isZero();
        assertThat(client.nonce(signer.address(), BlockTag.LATEST)).isGreaterThanOrEqualTo(2);
        assertThat(client.code(address, BlockTag.LATEST)).isEqualTo(Bytes.EMPTY);
        assertThat(client.code(emitter, BlockTag.LATEST).size()).isPositive();
        assertThat(client.chainId()).isEqualTo(chain.chainId());
        assertThat(client.fees().suggestedTip()).isGreaterThanOrEqualTo(BigInteger.ZERO);
    }

    @Test
    void aRevertComesWithItsData() {
        Address reverter = Bytecode.deploy(client, signer, Bytecode.REVERTER);
        Bytes reason = Bytes.parse("0x08c379a0"
                + "0000000000000000000000000000000000000000000000000000000000000020"
                + "0000000000000000000000000000000000000000000000000000000000000004"
                + "6e6f7065" + "00".repeat(28));
        for (Bytes data : List.of(reason, Bytes.parse("0xdeadbeef"), Bytes.EMPTY)) {
            assertThatExceptionOfType(ChainException.Rejected.class)
                    .isThrownBy(() -> client.call(signer.address(), Call.of(reverter, data), BlockTag.LATEST))
                    .satisfies(rejected -> {
                        assertThat(rejected.isRevert()).isTrue();
                        assertThat(rejected.error().revertData().orElse(Bytes.EMPTY))
                                .isEqualTo(data);
                    });
        }
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> client.estimateGas(signer.address(), Call.of(reverter, reason)))
                .satisfies(rejected ->
                        assertThat(rejected.reason(ErrorDecoder.BUILT_IN)).isEqualTo("nope"));
    }

    @Test
    void anyOtherMethodCanBeAsked() {
        assertThat(client.request("web3_clientVersion").asString()).isNotBlank();
        assertThatExceptionOfType(ChainException.Rejected.class).isThrownBy(() -> client.request("no_such_method"));
    }
}

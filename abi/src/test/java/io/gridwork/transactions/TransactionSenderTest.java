package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.LogFilter;
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.TransactionState.Cancelled;
import io.gridwork.transactions.TransactionState.Done;
import io.gridwork.transactions.TransactionState.Mined;
import io.gridwork.transactions.TransactionState.Pending;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@GridworkChain(perTest = true)
@UnderLoad
class TransactionSenderTest {
    private static final Hash32 TOPIC = Keccak256.hash("Acted()");
    private static final ActionKey KEY = new ActionKey("action");
    private static final Duration LONG = Duration.ofSeconds(30);

    private TestChain chain;
    private ChainClient client;
    private Signer signer;
    private TransactionJournal journal;
    private TransactionSender sender;
    private Address emitter;

    @BeforeEach
    void open(TestChain chain) {
        this.chain = chain;
        client = new ChainClient(chain.rpcUrl());
        signer = Signer.ofPrivateKey(chain.accounts().get(1).privateKey());
        journal = TransactionJournal.inMemory(chain.chainId(), signer.address());
        sender = Bytecode.sender(client, signer, journal);
        emitter = Bytecode.deploy(client, other(0), Bytecode.EMITTER);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private Signer other(int index) {
        return Signer.ofPrivateKey(chain.accounts().get(index).privateKey());
    }

    private long emitted() {
        return client.logs(LogFilter.of(emitter), 0, client.blockNumber()).size();
    }

    @Test
    void anActionHappensOnceHoweverOftenItIsSubmitted() {
        Call call = Call.of(emitter, Bytecode.emit(TOPIC, 1));
        assertThat(sender.submit(KEY, call)).isInstanceOf(Pending.class);
        sender.submit(KEY, call);
        Done done = (Done) sender.await(KEY, LONG);
        assertThat(done.succeeded()).isTrue();
        assertThat(sender.submit(KEY, call)).isEqualTo(done);
        assertThat(emitted()).isEqualTo(1);
        assertThat(client.receipt(done.txHash()).orElseThrow().fee()).isEqualTo(done.fee());
        assertThat(sender.states()).containsExactly(done);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 2))))
                .withMessageContaining("another call");
    }

    @Test
    void spareGasIsAddedToTheLimit() {
        Call call = Call.of(emitter, Bytecode.emit(TOPIC, 1));
        ActionKey spare = new ActionKey("spare");
        sender.submit(KEY, call);
        sender.submit(spare, call, 100_000);
        assertThat(gasLimit(spare)).isEqualTo(gasLimit(KEY) + 100_000);
        assertThat(sender.await(spare, LONG)).isInstanceOf(Done.class);
    }

    private long gasLimit(ActionKey key) {
        return journal.find(key).orElseThrow().newest().gasLimit();
    }

    @Test
    void manyActionsKeepTheirOrder() {
        for (int i = 0; i < 5; i++) {
            sender.submit(ActionKey.of("action", i), Call.of(emitter, Bytecode.emit(TOPIC, i)));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(sender.await(ActionKey.of("action", i), LONG)).isInstanceOf(Done.class);
        }
        assertThat(client.logs(LogFilter.of(emitter), 0, client.blockNumber()))
                .extracting(log -> log.data().hashAt(0).toUint256().toLongExact())
                .containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void whatWouldRevertUsesNoNonce() {
        Address reverter = Bytecode.deploy(client, other(0), Bytecode.REVERTER);
        Bytes reason =
                Bytes.parse("0x4e487b71" + Uint256.of(0x11).toWord().hex().substring(2));
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> sender.submit(KEY, Call.of(reverter, reason)))
                .withMessage("action action would fail: panic 0x11: arithmetic overflow or underflow")
                .satisfies(rejected -> assertThat(rejected.isRevert()).isTrue());
        assertThat(sender.state(KEY)).isEmpty();
        assertThat(client.nonce(signer.address(), BlockTag.PENDING)).isZero();
    }

    @Test
    void whatTheAccountCannotPayForUsesNoNonce() {
        Call tooMuch = Call.transfer(emitter, Uint256.of(BigInteger.ONE.shiftLeft(200)));
        assertThatExceptionOfType(ChainException.Rejected.class).isThrownBy(() -> sender.submit(KEY, tooMuch));
        assertThat(sender.states()).isEmpty();
    }

    @Test
    void anotherKeysJournalIsRefused() {
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(() -> Bytecode.sender(client, other(2), journal))
                .withMessageContaining(signer.address().toString());
    }

    @Test
    void gasTooDearIsWaitedForNotPaid() {
        TransactionSender poor = new TransactionSender(
                client,
                signer,
                journal,
                ErrorDecoder.BUILT_IN,
                new SenderOptions(1, 3, BigInteger.ONE, BigInteger.TWO, 25, Duration.ofMillis(20)));
        assertThatExceptionOfType(ChainException.Retryable.class)
                .isThrownBy(() -> poor.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 1))))
                .withMessageContaining("highest fee");
        assertThat(poor.states()).isEmpty();
    }

    @Test
    void confirmationsAreWaitedFor() {
        TransactionSender careful = new TransactionSender(
                client,
                signer,
                journal,
                ErrorDecoder.BUILT_IN,
                SenderOptions.DEFAULT.withConfirmations(3).withPollInterval(Duration.ofMillis(20)));
        careful.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 1)));
        while (!(careful.tick().getFirst() instanceof Mined)) chain.nextBlock();
        chain.nextBlock();
        chain.nextBlock();
        assertThat(careful.await(KEY, LONG)).isInstanceOf(Done.class);
    }

    @Test
    void aStuckTransactionIsReplacedAtTheSameNonce(AnvilChain anvil) {
        anvil.mineOnTransaction(false);
        sender.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 1)));
        JournalEntry.Attempt first = journal.find(KEY).orElseThrow().newest();
        // The node loses what it has, and blocks come without it.
        for (int i = 0; i < SenderOptions.DEFAULT.replaceAfterBlocks(); i++) {
            drop(journal.find(KEY).orElseThrow().newest());
            anvil.mine(1);
            sender.tick();
        }
        JournalEntry.Attempt second = journal.find(KEY).orElseThrow().newest();
        assertThat(second.nonce()).isEqualTo(first.nonce());
        assertThat(second.tip()).isGreaterThanOrEqualTo(eighthMore(first.tip()));
        assertThat(second.maxFee()).isGreaterThanOrEqualTo(eighthMore(first.maxFee()));
        anvil.mine(1);
        assertThat(((Done) sender.await(KEY, LONG)).txHash())
                .isEqualTo(second.transaction().hash());
        assertThat(emitted()).isEqualTo(1);
    }

    private static BigInteger eighthMore(BigInteger wei) {
        return wei.multiply(BigInteger.valueOf(9)).divide(BigInteger.valueOf(8));
    }

    private void drop(JournalEntry.Attempt attempt) {
        client.request("anvil_dropTransaction", attempt.transaction().hash().hex());
    }

    @Test
    void aCancelledActionNeverHappensAndLeavesNoGap(AnvilChain anvil) {
        anvil.mineOnTransaction(false);
        ActionKey next = new ActionKey("next");
        sender.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 1)));
        sender.submit(next, Call.of(emitter, Bytecode.emit(TOPIC, 2)));
        sender.cancel(KEY, "the job is gone");
        anvil.mine(1);
        assertThat(sender.await(KEY, LONG)).isEqualTo(new Cancelled(KEY, 0, "the job is gone"));
        assertThat(((Done) sender.await(next, LONG)).succeeded()).isTrue();
        assertThat(emitted()).isEqualTo(1);
    }

    @Test
    void aTransactionThatARevertAwaitsIsNotSentAfterARestart(AnvilChain anvil) {
        Address once = Bytecode.deploy(client, other(0), Bytecode.ONCE);
        anvil.mineOnTransaction(false);
        sender.submit(KEY, Call.of(once, Bytes.EMPTY));
        drop(journal.find(KEY).orElseThrow().newest());
        Bytecode.sender(client, other(2), TransactionJournal.inMemory(chain.chainId(), other(2).address()))
                .submit(new ActionKey("first"), Call.of(once, Bytes.EMPTY));
        anvil.mine(1);
        anvil.mineOnTransaction(true);

        TransactionSender restarted = Bytecode.sender(client, signer, journal);
        assertThat(restarted.await(KEY, LONG)).isInstanceOf(Cancelled.class);
        assertThat(client.nonce(signer.address(), BlockTag.LATEST)).isEqualTo(1);
    }

    @Test
    void aRevertInTheBlockIsReportedWithItsFee(AnvilChain anvil) {
        Address once = Bytecode.deploy(client, other(0), Bytecode.ONCE);
        anvil.mineOnTransaction(false);
        Signer rival = other(2);
        TransactionSender rivals =
                Bytecode.sender(client, rival, TransactionJournal.inMemory(chain.chainId(), rival.address()));
        rivals.submit(new ActionKey("first"), Call.of(once, Bytes.EMPTY));
        sender.submit(KEY, Call.of(once, Bytes.EMPTY));
        rivals.raiseFees(new ActionKey("first"));
        anvil.mine(1);
        assertThat(((Done) rivals.await(new ActionKey("first"), LONG)).succeeded())
                .isTrue();
        Done done = (Done) sender.await(KEY, LONG);
        assertThat(done.succeeded()).isFalse();
        assertThat(done.reason()).isNotBlank();
        assertThat(done.fee()).isGreaterThan(Uint256.ZERO);
    }

    @Test
    void aReorgSendsTheActionAnew(AnvilChain anvil) {
        TransactionSender careful = new TransactionSender(
                client,
                signer,
                journal,
                ErrorDecoder.BUILT_IN,
                SenderOptions.DEFAULT.withConfirmations(2).withPollInterval(Duration.ofMillis(20)));
        anvil.mineOnTransaction(false);
        AnvilChain.Snapshot before = anvil.snapshot();
        careful.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 1)));
        anvil.mine(1);
        assertThat(careful.tick()).first().isInstanceOf(Mined.class);
        anvil.revert(before);
        assertThat(emitted()).isZero();
        careful.tick();
        anvil.mine(2);
        assertThat(careful.await(KEY, LONG)).isInstanceOf(Done.class);
        assertThat(emitted()).isEqualTo(1);
    }

    @Test
    void aNonceTakenByAnotherProgramIsReplacedByTheNextOne(AnvilChain anvil) {
        anvil.mineOnTransaction(false);
        sender.submit(KEY, Call.of(emitter, Bytecode.emit(TOPIC, 1)));
        drop(journal.find(KEY).orElseThrow().newest());
        TransactionSender foreign =
                Bytecode.sender(client, signer, TransactionJournal.inMemory(chain.chainId(), signer.address()));
        foreign.submit(new ActionKey("foreign"), Call.transfer(other(4).address(), Uint256.of(1)));
        anvil.mine(1);
        assertThat(sender.tick())
                .first()
                .satisfies(state -> assertThat(((Pending) state).trouble()).contains("nonce 0 is used"));
        anvil.mine(4);
        assertThat(sender.tick()).first().extracting(TransactionState::nonce).isEqualTo(1L);
        anvil.mine(1);
        assertThat(((Done) sender.await(KEY, LONG)).succeeded()).isTrue();
        assertThat(emitted()).isEqualTo(1);
        assertThat(List.of(client.nonce(signer.address(), BlockTag.LATEST))).containsExactly(2L);
    }
}

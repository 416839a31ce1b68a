package io.gridwork.transactions;

import static io.gridwork.transactions.Desk.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.TransactionState.Cancelled;
import io.gridwork.transactions.TransactionState.Done;
import io.gridwork.transactions.TransactionState.Pending;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a chain, a node or another program can do to a transaction, and how the sender gets over it. */
@GridworkChain(perTest = true)
@UnderLoad
class HealingTest {
    private Desk desk;
    private AnvilChain chain;
    private TransactionSender sender;

    @BeforeEach
    void open(AnvilChain chain) {
        this.chain = chain;
        desk = new Desk(chain);
        sender = desk.sender();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void doneUpTo(int last) {
        for (int i = 0; i <= last; i++) {
            desk.submit(sender, i);
            assertThat(desk.done(sender, i).succeeded()).isTrue();
        }
    }

    @Test
    void whatAReorganisationRemovesIsSentAgainThoughItWasSettled() {
        doneUpTo(2);
        chain.mineOnTransaction(false);
        chain.reorg(2);
        assertThat(desk.happened()).containsExactly(0L);
        assertThat(sender.tick()).extracting(TransactionState::key).containsExactly(key(1), key(2));
        assertThat(sender.state(key(1)).orElseThrow())
                .isInstanceOfSatisfying(
                        Pending.class, pending -> assertThat(pending.trouble()).contains("the chain has lost block"));
        chain.mineOnTransaction(true);
        chain.mine(1);
        assertThat(desk.done(sender, 2).succeeded()).isTrue();
        assertThat(desk.happened()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aNodeThatLostItsNewestBlocksGetsEverythingAgainInOrder() {
        doneUpTo(0);
        AnvilChain.Snapshot kept = chain.snapshot();
        desk.submit(sender, 1);
        desk.done(sender, 1);
        desk.submit(sender, 2);
        desk.done(sender, 2);
        chain.revert(kept);

        TransactionSender restarted = desk.sender();
        desk.submit(restarted, 3);
        assertThat(((Pending) restarted.tick().getLast()).trouble()).contains("nonce 1 ");
        desk.pass(Duration.ofSeconds(11));
        for (int i = 1; i <= 3; i++)
            assertThat(desk.done(restarted, i).succeeded()).isTrue();
        assertThat(desk.happened()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(desk.client.nonce(desk.signer.address(), BlockTag.LATEST)).isEqualTo(4);
    }

    @Test
    void whoAsksForALostActionGetsItDoneAgain() {
        doneUpTo(0);
        chain.mineOnTransaction(false);
        chain.reorg(1);
        chain.mineOnTransaction(true);
        TransactionSender restarted = desk.sender();
        assertThat(desk.done(restarted, 0).succeeded()).isTrue();
        assertThat(desk.happened()).containsExactly(0L);
    }

    /** Whoever was told that it failed may have done it by another name since. */
    @Test
    void aRevertedActionThatIsLostIsNotTriedAgain() {
        Address once = Bytecode.deploy(desk.client, Desk.account(0), Bytecode.ONCE);
        Call call = Call.of(once, Bytes.EMPTY);
        chain.mineOnTransaction(false);
        desk.foreignSender(2).submit(key(7), call);
        sender.submit(key(0), call);
        chain.mine(1);
        boolean failed = sender.await(key(0), Desk.LONG) instanceof Done done && !done.succeeded();
        org.junit.jupiter.api.Assumptions.assumeTrue(failed, "the node put the other account's transaction second");
        chain.reorg(1);
        sender.tick();
        chain.mine(1);
        assertThat(sender.await(key(0), Desk.LONG)).isInstanceOf(Cancelled.class);
    }

    @Test
    void aNodeWithoutItsPoolGetsSixteenInFlightAgain() {
        chain.mineOnTransaction(false);
        for (int i = 0; i < 16; i++) {
            assertThat(desk.submit(sender, i).nonce()).isEqualTo(i);
        }
        desk.emptyPool();
        sender.tick();
        assertThat(desk.client.nonce(desk.signer.address(), BlockTag.PENDING)).isZero();
        desk.pass(Duration.ofSeconds(11));
        sender.tick();
        assertThat(desk.client.nonce(desk.signer.address(), BlockTag.PENDING)).isEqualTo(16);
        chain.mine(1);
        assertThat(sender.tick()).hasSize(16).allMatch(Done.class::isInstance);
        assertThat(desk.happened())
                .containsExactlyElementsOf(
                        IntStream.range(0, 16).mapToObj(Long::valueOf).toList());
    }

    @Test
    void whatFailsBetweenOthersInFlightLeavesNoGap() {
        Address reverter = Bytecode.deploy(desk.client, Desk.account(0), Bytecode.REVERTER);
        chain.mineOnTransaction(false);
        desk.submit(sender, 0);
        assertThatExceptionOfType(ChainException.Rejected.class)
                .isThrownBy(() -> sender.submit(key(1), Call.of(reverter, Bytes.EMPTY)));
        assertThat(desk.submit(sender, 2).nonce()).isEqualTo(1);
        chain.mine(1);
        assertThat(sender.tick()).hasSize(2).allMatch(Done.class::isInstance);
    }

    @Test
    void aNonceThatAForeignTransactionLeavesUnusedIsFilled() {
        chain.mineOnTransaction(false);
        desk.foreigner().submit(key(9), Desk.gift(4));
        assertThat(desk.submit(sender, 0).nonce()).isEqualTo(1);
        assertThat(trouble(0)).contains("waits for nonce 0");
        sender.tick();
        assertThat(trouble(0)).contains("another program's transaction in the node's pool");
        desk.emptyPool();
        sender.tick();
        assertThat(trouble(0)).contains("nonce 0 comes first, which no transaction uses");
        desk.pass(Duration.ofSeconds(21));
        sender.tick();
        sender.tick();
        chain.mine(1);
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
        assertThat(sender.state(ActionKey.of("filler", 0)).orElseThrow()).isInstanceOf(Cancelled.class);
        assertThat(desk.happened()).containsExactly(0L);
    }

    @Test
    void aForeignTransactionIsNamedAndGivenWayToWhereNoBlocksCome() {
        chain.mineOnTransaction(false);
        desk.submit(sender, 0);
        desk.drop(0);
        TransactionSender foreigner = desk.foreigner();
        foreigner.submit(key(9), Desk.gift(4));
        chain.mine(1);
        Done foreign = (Done) foreigner.await(key(9), Desk.LONG);
        sender.tick();
        assertThat(trouble(0)).contains("nonce 0 is used, by transaction " + foreign.txHash());
        desk.pass(Duration.ofSeconds(31));
        assertThat(sender.tick().getFirst().nonce()).isEqualTo(1);
        assertThat(trouble(0)).contains("another program or machine sends with the key of " + desk.signer.address());
        chain.mine(1);
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
        assertThat(desk.happened()).containsExactly(0L);
    }

    /** A node somewhere may have kept it. */
    @Test
    void anOldAttemptThatComesIntoABlockAfterAllIsTheAction() {
        chain.mineOnTransaction(false);
        desk.submit(sender, 0);
        Bytes old =
                desk.journal.find(key(0)).orElseThrow().newest().transaction().raw();
        desk.drop(0);
        desk.foreigner().submit(key(9), Desk.gift(4));
        chain.mine(1);
        sender.tick();
        desk.pass(Duration.ofSeconds(31));
        assertThat(sender.tick().getFirst().nonce()).isEqualTo(1);
        chain.reorg(1);
        desk.emptyPool();
        desk.client.sendRawTransaction(old);
        chain.mine(1);
        assertThat(sender.tick().getFirst()).isInstanceOf(Done.class);
        desk.pass(Duration.ofSeconds(31));
        sender.tick();
        chain.mine(1);
        assertThat(desk.happened()).containsExactly(0L);
    }

    @Test
    void aForeignTransactionInThePoolIsOutbidAtOnce() {
        chain.mineOnTransaction(false);
        desk.submit(sender, 0);
        desk.drop(0);
        TransactionSender foreigner = desk.foreigner();
        foreigner.submit(key(9), Desk.gift(4));
        for (int i = 0; i < 10; i++) foreigner.raiseFees(key(9));
        desk.pass(Duration.ofSeconds(11));
        assertThat(((Pending) sender.tick().getFirst()).attempts()).isBetween(2, 6);
        chain.mine(1);
        assertThat(desk.done(sender, 0).succeeded()).isTrue();
    }

    @Test
    void everyWaitingActionSaysWhatItWaitsFor() {
        chain.mineOnTransaction(false);
        desk.submit(sender, 0);
        desk.submit(sender, 1);
        assertThat(desk.sender().states())
                .allSatisfy(state -> assertThat(((Pending) state).trouble()).contains("it is stored"));
        sender.tick();
        assertThat(trouble(0)).contains("must take it");
        assertThat(trouble(1)).contains("waits for nonce 0");
        desk.pass(Duration.ofSeconds(40));
        sender.tick();
        assertThat(trouble(0))
                .contains(chain.rpcUrl().getAuthority(), "No block has come for 40 s", "have it make one");
    }

    @Test
    void aChainStartedAnewGetsNothingOfTheOldOne() {
        AnvilChain.Snapshot start = chain.snapshot();
        doneUpTo(0);
        chain.mine(70);
        desk.submit(sender, 1);
        desk.done(sender, 1);
        chain.revert(start);
        chain.mine(100);
        TransactionSender restarted = desk.sender();
        assertThatExceptionOfType(ChainException.Fatal.class)
                .isThrownBy(restarted::tick)
                .withMessageContaining("is of another chain 1337")
                .withMessageContaining("a journal of its own");
        assertThat(desk.happened()).isEmpty();
    }

    private String trouble(int number) {
        return ((Pending) sender.state(key(number)).orElseThrow()).trouble();
    }
}

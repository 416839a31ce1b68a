package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Call;
import io.gridwork.transactions.JournalEntry.Attempt;
import io.gridwork.transactions.JournalEntry.Inclusion;
import io.gridwork.transactions.JournalEntry.Status;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal promises. */
abstract class TransactionJournalContract {
    static final Address ACCOUNT = Address.parse("0x52908400098527886e0f7030069857d2e4169ee7");
    static final ActionKey KEY = ActionKey.of("job", 7, "commit");
    static final Call CALL = new Call(Address.ZERO, Bytes.parse("0x0102"), Uint256.of(3));

    TransactionJournal journal;

    abstract TransactionJournal open() throws IOException;

    @BeforeEach
    void start() throws IOException {
        journal = open();
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    @Test
    void noncesFollowEachOtherAndTheChain() {
        assertThat(journal.reserve(KEY, CALL, 5, TransactionJournalContract::signed)
                        .nonce())
                .isEqualTo(5);
        assertThat(journal.reserve(new ActionKey("b"), CALL, 5, TransactionJournalContract::signed)
                        .nonce())
                .isEqualTo(6);
        assertThat(journal.reserve(new ActionKey("c"), CALL, 9, TransactionJournalContract::signed)
                        .nonce())
                .isEqualTo(9);
        assertThat(journal.unsettled()).extracting(JournalEntry::nonce).containsExactly(5L, 6L, 9L);
    }

    @Test
    void anEntryReadsBackAsItWasWritten() {
        JournalEntry written = journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed);
        assertThat(written)
                .isEqualTo(
                        new JournalEntry(KEY, 0, CALL, Status.PENDING, "", null, java.util.List.of(attempt(0, false))));
        assertThat(journal.find(KEY)).contains(written);
        assertThat(journal.find(new ActionKey("other"))).isEmpty();
        Call creation = Call.create(Bytes.EMPTY);
        journal.reserve(new ActionKey("create"), creation, 0, TransactionJournalContract::signed);
        assertThat(journal.find(new ActionKey("create")).orElseThrow().call()).isEqualTo(creation);
    }

    @Test
    void aKeyIsTakenOnce() {
        journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed);
        assertThatIllegalStateException()
                .isThrownBy(() -> journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed));
        assertThat(journal.all()).hasSize(1);
    }

    @Test
    void nothingIsKeptWhenSigningFails() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> journal.reserve(KEY, CALL, 0, nonce -> {
                    throw new UnsupportedOperationException();
                }));
        assertThat(journal.all()).isEmpty();
        assertThat(journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed)
                        .nonce())
                .isZero();
    }

    @Test
    void attemptsAreKeptInOrderAndAFillerCancels() {
        journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed);
        journal.addAttempt(KEY, attempt(0, false), null);
        JournalEntry entry = journal.addAttempt(KEY, attempt(0, true), "too late");
        assertThat(entry.attempts()).extracting(Attempt::filler).containsExactly(false, false, true);
        assertThat(entry.status()).isEqualTo(Status.CANCELLING);
        assertThat(entry.note()).isEqualTo("too late");
        assertThat(journal.unsettled()).containsExactly(entry);
    }

    @Test
    void aSettledEntryIsOpenNoMore() {
        journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed);
        Inclusion inclusion = new Inclusion(Keccak256.hash("tx"), new BlockRef(9, Keccak256.hash("b")), Uint256.MAX);
        JournalEntry settled = journal.settle(KEY, Status.REVERTED, "why", inclusion);
        assertThat(settled.inclusion()).isEqualTo(inclusion);
        assertThat(settled.state(""))
                .isEqualTo(new TransactionState.Done(
                        KEY, 0, false, inclusion.txHash(), inclusion.block(), Uint256.MAX, "why"));
        assertThat(journal.unsettled()).isEmpty();
        assertThat(journal.all()).containsExactly(settled);
        assertThat(journal.reserve(new ActionKey("next"), CALL, 0, TransactionJournalContract::signed)
                        .nonce())
                .isEqualTo(1);
    }

    @Test
    void whatTheChainHasLostIsOpenAgain() {
        JournalEntry pending = journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed);
        Inclusion inclusion = new Inclusion(Keccak256.hash("tx"), new BlockRef(9, Keccak256.hash("b")), Uint256.MAX);
        journal.settle(KEY, Status.SUCCEEDED, "", inclusion);
        JournalEntry reopened = journal.reopen(KEY, Status.PENDING, "lost");
        assertThat(reopened.inclusion()).isNull();
        assertThat(reopened.attempts()).isEqualTo(pending.attempts());
        assertThat(journal.unsettled()).containsExactly(reopened);
    }

    @Test
    void aFillerTakesItsOwnNonceOnly() {
        journal.reserve(KEY, CALL, 7, TransactionJournalContract::signed);
        assertThat(journal.holds(7)).isTrue();
        assertThat(journal.holds(5)).isFalse();
        JournalEntry filler = journal.fill(new ActionKey("filler:5"), CALL, attempt(5, true), "nobody used it");
        assertThat(filler.nonce()).isEqualTo(5);
        assertThat(filler.status()).isEqualTo(Status.CANCELLING);
        assertThat(journal.unsettled()).extracting(JournalEntry::nonce).containsExactly(5L, 7L);
    }

    @Test
    void settledActionsComeInPagesTheNewestNonceFirst() {
        for (int i = 0; i < 5; i++) {
            ActionKey key = ActionKey.of("act", i);
            journal.reserve(key, CALL, 0, TransactionJournalContract::signed);
            if (i != 3) journal.settle(key, Status.CANCELLED, "why", null);
        }
        assertThat(journal.settledBelow(Long.MAX_VALUE, 2))
                .extracting(JournalEntry::nonce)
                .containsExactly(4L, 2L);
        assertThat(journal.settledBelow(2, 5)).extracting(JournalEntry::nonce).containsExactly(1L, 0L);
    }

    @Test
    void anActionMovesToAFreshNonce() {
        journal.reserve(KEY, CALL, 0, TransactionJournalContract::signed);
        journal.reserve(new ActionKey("b"), CALL, 0, TransactionJournalContract::signed);
        JournalEntry moved = journal.moveNonce(KEY, 1, TransactionJournalContract::signed);
        assertThat(moved.nonce()).isEqualTo(2);
        assertThat(moved.attempts()).extracting(Attempt::nonce).containsExactly(0L, 2L);
    }

    @Test
    void aChainStartedAnewIsAnotherChain() {
        journal.bind(Keccak256.hash("genesis"));
        journal.bind(Keccak256.hash("genesis"));
        assertThatIllegalStateException()
                .isThrownBy(() -> journal.bind(Keccak256.hash("another")))
                .withMessageContaining("starts with");
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        assertThatIllegalStateException().isThrownBy(() -> journal.settle(KEY, Status.SUCCEEDED, "", null));
        assertThatIllegalStateException()
                .isThrownBy(() -> journal.moveNonce(KEY, 0, TransactionJournalContract::signed));
    }

    static Attempt signed(long nonce) {
        return attempt(nonce, false);
    }

    static Attempt attempt(long nonce, boolean filler) {
        SignedTransaction signed =
                SignedTransaction.of(Uint256.of(nonce).toWord().toBytes());
        return new Attempt(nonce, filler, signed, 21_000, BigInteger.valueOf(3).pow(60), BigInteger.TWO);
    }
}

package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.JournalEntry.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Uses up a nonce that no action has and no transaction uses, for every later one waits for it. Such a gap is left by
 * another program whose transaction was lost before it was in a block, or with its block.
 */
final class GapFiller {
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int BLOCKS = 3;

    private final ChainClient client;
    private final Address account;
    private final TransactionJournal journal;
    private final Attempts attempts;
    private final Lasting<Long> lasting = new Lasting<>(BLOCKS, TIME);
    private String waiting = "";

    GapFiller(ChainClient client, Address account, TransactionJournal journal, Attempts attempts) {
        this.client = client;
        this.account = account;
        this.journal = journal;
        this.attempts = attempts;
    }

    /** What the first action waits for when it is not the next; empty when there is no gap. */
    String waiting() {
        return waiting;
    }

    /** The action that fills the gap, stored and not sent yet; empty when there is none, or not for long enough. */
    Optional<JournalEntry> fill(Sight sight, List<JournalEntry> open) {
        long nonce = sight.next();
        waiting = "";
        if (open.isEmpty() || nonce >= open.getFirst().nonce() || journal.holds(nonce)) {
            lasting.forgetAll();
            return Optional.empty();
        }
        if (pending() > nonce) {
            waiting = "nonce " + nonce + " comes first, which another program's transaction in the node's pool has:"
                    + " wait for that, or have that program raise its fees";
            return Optional.empty();
        }
        waiting = "nonce " + nonce + " comes first, which no transaction uses; it is filled after " + BLOCKS
                + " blocks or " + TIME.toSeconds() + " s";
        return lasting.isOver(nonce, sight) ? attempts.filler(nonce).map(this::store) : Optional.empty();
    }

    private long pending() {
        try {
            return client.nonce(account, BlockTag.PENDING);
        } catch (ChainException.Rejected noPool) {
            return 0;
        }
    }

    private JournalEntry store(Attempt filler) {
        String reason = "nonce " + filler.nonce() + " was left unused by another transaction";
        return journal.fill(ActionKey.of("filler", filler.nonce()), attempts.filler(), filler, reason);
    }
}

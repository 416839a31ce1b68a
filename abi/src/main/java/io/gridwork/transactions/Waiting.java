package io.gridwork.transactions;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what an open action waits for. Nothing waits without a reason that its user can read. */
final class Waiting {
    /** Longer than a block takes on most chains. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final String name;
    private final Outbox outbox;
    private final GapFiller gaps;
    private @Nullable Sight last;
    private @Nullable Sight headSince;

    /** @param name of the endpoint */
    Waiting(String name, Outbox outbox, GapFiller gaps) {
        this.name = name;
        this.outbox = outbox;
        this.gaps = gaps;
    }

    void saw(Sight sight) {
        last = sight;
        if (headSince == null || !headSince.head().hash().equals(sight.head().hash())) headSince = sight;
    }

    /** How long ago the chain was looked at. */
    Duration sinceLook(long nanos) {
        return last == null ? Duration.ofNanos(Long.MAX_VALUE) : Duration.ofNanos(nanos - last.nanos());
    }

    String reason(JournalEntry entry) {
        String trouble = outbox.trouble(entry.key());
        String reason = trouble != null ? trouble : expected(entry);
        String note = outbox.note(entry.key());
        return note.isEmpty() ? reason : note + "; " + reason;
    }

    private String expected(JournalEntry entry) {
        Sight now = last;
        if (now == null || !outbox.hasSent(entry.key())) return "it is stored, and sent at the next look at the chain";
        if (entry.nonce() > now.next()) {
            return gaps.waiting().isEmpty()
                    ? "it is sent, and waits for nonce " + now.next() + " of the same account, which comes first"
                    : gaps.waiting();
        }
        return name + " has it; a block after " + now.number() + " must take it" + quiet(now);
    }

    private String quiet(Sight now) {
        Duration since = Duration.ofNanos(now.nanos() - (headSince == null ? now : headSince).nanos());
        return since.compareTo(QUIET) < 0
                ? ""
                : ". No block has come for " + since.toSeconds() + " s: see whether that node is in sync; if the chain"
                        + " makes blocks on demand only, have it make one";
    }
}

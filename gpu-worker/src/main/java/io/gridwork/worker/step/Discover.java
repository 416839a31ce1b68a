package io.gridwork.worker.step;

import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.NodeAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds new jobs and disputes on chain and keeps those that this worker could do or judge. */
public final class Discover {
    /** Blocks asked for at once; Besu and most services allow more. */
    private static final long SPAN = 2_000;
    /** Blocks read again each time, since a reorganisation can bring a job into a block that was read already. */
    private static final long OVERLAP = 8;

    private final Market market;
    private final Journal journal;
    private final ClaimRules rules;
    private final Refusals refusals;
    private final long lookBack;
    private final Optional<Court> court;

    /** @param lookBack blocks that a new journal looks back: what was posted before can hardly be open */
    public Discover(Market market, Journal journal, ClaimRules rules, Refusals refusals, long lookBack) {
        this.market = market;
        this.journal = journal;
        this.rules = rules;
        this.refusals = refusals;
        this.lookBack = lookBack;
        this.court = market.court();
    }

    /** Reads every block that was not read yet, up to the head. */
    public void scan(Head head) {
        long cursor = journal.cursor();
        if (cursor >= head.number()) return;
        long first = cursor < 0 ? Math.max(0, head.number() - lookBack) : Math.max(0, cursor + 1 - OVERLAP);
        while (first <= head.number()) {
            long last = Math.min(head.number(), first + SPAN - 1);
            journal.discover(candidates(market.postedBetween(first, last)), disputes(first, last), last);
            first = last + 1;
        }
    }

    private List<PostedJob> disputes(long first, long last) {
        List<PostedJob> ours = new ArrayList<>();
        if (court.isEmpty()) return ours;
        NodeAccount node = market.node();
        for (PostedJob job : court.get().disputedBetween(first, last)) {
            boolean judged = job.order().nodeClass() == node.nodeClass();
            if (judged && journal.duty(job.id()).isEmpty()) ours.add(job);
        }
        return ours;
    }

    private List<PostedJob> candidates(List<PostedJob> posted) {
        List<PostedJob> candidates = new ArrayList<>();
        if (posted.isEmpty()) return candidates;
        NodeAccount node = market.node();
        for (PostedJob job : posted) {
            if (journal.find(job.id()).isPresent()) continue;
            ClaimDecision.Verdict verdict = ClaimDecision.of(ClaimDecision.Known.terms(job, node), rules);
            if (verdict instanceof ClaimDecision.Never(Refusal why, String detail))
                refusals.count(job.id(), why, detail);
            else candidates.add(job);
        }
        return candidates;
    }
}

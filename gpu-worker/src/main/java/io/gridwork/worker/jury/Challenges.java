package io.gridwork.worker.jury;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.Challenge;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Salts;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Court;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Trial;
import java.util.List;
import java.util.Optional;

/**
 * Our challenges, from the commitment to the opening. A challenge that is not opened in time loses a part of its bond, so the journal has it before it is
 * sent, and {@link #advance} goes on with it after a restart.
 */
public final class Challenges {
    private final Court court;
    private final Journal journal;

    public Challenges(Court court, Journal journal) {
        this.court = court;
        this.journal = journal;
    }

    /** Disputes a result with a bond from the {@link Court#purse}. */
    public void make(PostedJob job, ResultRoot root) {
        Challenge challenge = new Challenge(job, root);
        journal.save(challenge);
        spend(job, court.challenge(job, commitment(challenge)));
    }

    /** One step on, if one can be taken now. @return how the dispute stood before it */
    public Trial advance(Challenge challenge) {
        Trial now = court.trial(challenge.job());
        try {
            step(challenge, now);
        } catch (RefusedException e) {
            // Others act at the same time: what we saw to be done may be done.
            if (seen(now).equals(seen(court.trial(challenge.job())))) throw e;
        }
        return now;
    }

    /** What a step is chosen by. */
    private static List<Object> seen(Trial now) {
        return List.of(now.state(), now.phase(), now.isDue(), Optional.ofNullable(now.challenge()));
    }

    private void step(Challenge challenge, Trial now) {
        PostedJob job = challenge.job();
        Trial.Challenge own = now.challenge();
        if (now.state().isTerminal()) {
            journal.endChallenge(job.id());
        } else if (now.isDue()) {
            if (new Turn(court).hasCome(job.id(), now.end(), now.now().time())) spend(job, court.poke(job, now));
        } else if (own == null) {
            if (now.takesChallenges()) spend(job, court.challenge(job, commitment(challenge)));
            else journal.endChallenge(job.id());
        } else if (now.isOpening() && !own.opened()) {
            spend(job, court.openChallenge(job, own.number(), challenge.root(), salt(job)));
        }
    }

    Commitment commitment(Challenge challenge) {
        PostedJob job = challenge.job();
        return Commitment.ofChallenge(job.id(), court.account(), challenge.root(), salt(job));
    }

    private Hash32 salt(PostedJob job) {
        return new Salts(journal.secret()).salt(job.id(), Salts.CHALLENGE);
    }

    private void spend(PostedJob job, long wei) {
        journal.spend(job.id(), Cost.GAS_WEI, wei);
    }
}

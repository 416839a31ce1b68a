package io.gridwork.worker.step;

import static io.gridwork.contracts.JobState.REVEALING;
import static io.gridwork.contracts.JobState.RUNNING;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.SeatState;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Committed;
import io.gridwork.worker.job.JobState.Reason;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Result;
import io.gridwork.worker.job.Salts;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import io.gridwork.worker.market.Delivery;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.RefusedException;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.program.Programs;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Committed → Revealed: publishes the result; with one seat this is the submission. Never held back by a lagging chain. */
public final class Reveal {
    private static final Logger LOG = LoggerFactory.getLogger(Reveal.class);

    private final Market market;
    private final Journal journal;
    private final Closing closing;
    private final ContentStore inputs;
    private final ContentStore results;
    private final String publicUrl;

    /** @param publicUrl where {@code /r/{root}} is served to others; empty when it is not */
    public Reveal(Market market, Journal journal, ContentStore inputs, ContentStore results, String publicUrl) {
        this.market = market;
        this.journal = journal;
        this.closing = new Closing(market, journal);
        this.inputs = inputs;
        this.results = results;
        this.publicUrl = publicUrl;
    }

    public JobState apply(PostedJob job, Committed state) {
        Standing now = market.standing(job);
        Standing.Seat seat = now.seat();
        if (seat == null) return state.uncommitted();
        if (seat.progress() == SeatState.REVEALED) return state.revealed();
        if (now.state().isTerminal()) {
            return new JobState.Abandoned(
                    Reason.LATE,
                    "the job ended before our result was public: " + now.state().words(),
                    true);
        }
        if (now.isDue()) {
            closing.poke(job, now);
            return state;
        }
        return now.seats() == 1 ? submit(job, state, now) : reveal(job, state, now, seat);
    }

    private JobState submit(PostedJob job, Committed state, Standing now) {
        if (now.state() != RUNNING) return state;
        Delivery delivery = delivery(state.result());
        Optional<Bytes> proof = now.verifiable() ? proof(job, state.result()) : Optional.empty();
        if (proof.isEmpty() || !submitVerified(job, state, delivery, proof.get())) {
            journal.spend(job.id(), Cost.GAS_WEI, market.submit(job, state.seat(), delivery));
        }
        return state.revealed();
    }

    private Optional<Bytes> proof(PostedJob job, Result result) {
        Bytes input = inputs.get(job.spec().inputRoot()).orElse(Bytes.EMPTY);
        Bytes output = results.get(result.root().value()).orElse(Bytes.EMPTY);
        return Programs.byHash(job.spec().programHash().value()).flatMap(program -> program.proof(input, output));
    }

    /** False when the verifier does not take it: then the result goes the ordinary way. */
    private boolean submitVerified(PostedJob job, Committed state, Delivery delivery, Bytes proof) {
        try {
            journal.spend(job.id(), Cost.GAS_WEI, market.submitVerified(job, state.seat(), delivery, proof));
            return true;
        } catch (RefusedException e) {
            LOG.warn(
                    "job {}: the proof is not used, and the result goes the ordinary way: {}",
                    job.id(),
                    e.getMessage());
            return false;
        }
    }

    private JobState reveal(PostedJob job, Committed state, Standing now, Standing.Seat seat) {
        if (seat.progress() == SeatState.CLAIMED) return state.uncommitted();
        if (now.state() != REVEALING) return state;
        Salts salts = new Salts(journal.secret());
        journal.spend(
                job.id(),
                Cost.GAS_WEI,
                market.reveal(job, state.seat(), salts.salt(job.id(), state.seat()), delivery(state.result())));
        return state.revealed();
    }

    private Delivery delivery(Result result) {
        boolean inline = result.length() <= Delivery.INLINE_LIMIT;
        Bytes output = inline ? results.get(result.root().value()).orElse(Bytes.EMPTY) : Bytes.EMPTY;
        String uri = publicUrl.isEmpty() ? "" : publicUrl + "/r/" + result.root();
        return new Delivery(result.root(), uri, result.energy(), output);
    }
}

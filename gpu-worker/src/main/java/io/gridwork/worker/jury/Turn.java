package io.gridwork.worker.jury;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobId;
import io.gridwork.worker.market.Court;
import java.time.Duration;
import java.time.Instant;

/**
 * When it is our turn to do what anyone may do, such as recording a seed. Each account waits for a time of its own, so that most of them see that it
 * is done before they pay gas for a call that is refused.
 */
final class Turn {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Court court;
    /** The longest wait: a tenth of the time in which a seed can be recorded, and at most {@link #LONGEST}. */
    private final Duration spread;

    Turn(Court court) {
        this.court = court;
        Duration tenth = court.windows().seedWait().dividedBy(10);
        this.spread = tenth.compareTo(LONGEST) < 0 ? tenth : LONGEST;
    }

    /** @param since when the thing could be done first */
    boolean hasCome(JobId job, Instant since, Instant now) {
        return !now.isBefore(since.plus(wait(job)));
    }

    private Duration wait(JobId job) {
        Hash32 hash = Keccak256.hash(job.value().hex() + court.account().hex());
        return Duration.ofMillis(Long.remainderUnsigned(hash.w3(), spread.toMillis() + 1));
    }
}

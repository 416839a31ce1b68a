package io.gridwork.worker.content;

import io.gridwork.abi.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How much is fetched for jobs in an hour, in all and for one requester: whoever posts jobs pays cents, and must not cost every node gigabytes. Counts from
 * the first fetch of an hour; forgets at a restart.
 */
public final class DownloadBudget {
    private static final Duration WINDOW = Duration.ofHours(1);
    /** A requester gets a quarter. */
    private static final int SHARE = 4;

    private final InstantSource clock;
    private final Use most;
    private final Map<Address, Use> used = new HashMap<>();
    private Instant since = Instant.MIN;
    private Use all = Use.NONE;

    private record Use(long bytes, long requests) {
        static final Use NONE = new Use(0, 0);

        Use plus(long moreBytes, long moreRequests) {
            return new Use(bytes + moreBytes, requests + moreRequests);
        }

        long left(Use most, int share) {
            return requests >= most.requests / share ? 0 : most.bytes / share - bytes;
        }
    }

    /**
     * @param bytes most that are fetched in an hour
     * @param requests most that are made in an hour
     */
    public DownloadBudget(InstantSource clock, long bytes, long requests) {
        this.clock = clock;
        this.most = new Use(bytes, requests);
    }

    /** For who fetches for himself. */
    public static DownloadBudget unlimited() {
        return new DownloadBudget(InstantSource.system(), Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Takes a request out of the budget. Bytes are taken when they have come: a server that sends nothing must not use up what is there for others.
     *
     * @return how many bytes are left for the requester
     * @throws ContentException.Unavailable when nothing is left this hour
     */
    synchronized long request(Address requester) throws ContentException.Unavailable {
        Instant now = clock.instant();
        if (!now.isBefore(since.plus(WINDOW))) {
            since = now;
            all = Use.NONE;
            used.clear();
        }
        long own = of(requester).left(most, SHARE);
        long left = Math.min(all.left(most, 1), own);
        if (left <= 0)
            throw new ContentException.Unavailable("what is fetched for "
                    + (own <= 0 ? "requester " + requester : "jobs") + " in an hour is used up (--fetch-mib-per-hour)");
        add(requester, 0, 1);
        return left;
    }

    /** Takes what has come. */
    synchronized void spend(Address requester, long bytes) {
        add(requester, bytes, 0);
    }

    private Use of(Address requester) {
        return used.getOrDefault(requester, Use.NONE);
    }

    private void add(Address requester, long bytes, long requests) {
        used.put(requester, of(requester).plus(bytes, requests));
        all = all.plus(bytes, requests);
    }
}

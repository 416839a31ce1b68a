package io.gridwork.devnet.demo;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.Market;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import java.time.Duration;

/** Fetches results as their requester would, and compares them with what plain Java computes. */
final class Checks {

    private final Market market;
    private final ContentFetcher fetcher = new ContentFetcher(Duration.ofSeconds(10), true);

    Checks(Market market) {
        this.market = market;
    }

    /** @throws DevnetException if the job was not paid, or its result is not the reference's */
    @SuppressWarnings("MissingSummary")
    Outcome check(DemoJob job, JobId id) {
        var standing = market.standing(id);
        if (standing.state() != JobState.COMPLETED)
            throw new DevnetException(
                    "job " + job.name() + " (" + id + ") ended as " + standing.state() + ", not paid");
        Bytes reference = job.reference();
        Hash32 expected = job.rootOf(reference);
        if (!standing.result().equals(expected))
            throw new DevnetException("job " + job.name() + " (" + id + ") has the result root " + standing.result()
                    + ", and plain Java computes " + expected);
        Bytes output = fetch(job, id, expected);
        if (!output.equals(reference))
            throw new DevnetException(
                    "job " + job.name() + " (" + id + "): the output that was fetched is not the reference's");
        return new Outcome(job, id, output);
    }

    private Bytes fetch(DemoJob job, JobId id, Hash32 root) {
        var trouble = new StringBuilder();
        for (Market.Published published : market.published(id)) {
            if (!published.root().equals(root)) continue;
            if (published.uri().isEmpty()) return published.output();
            try {
                return fetcher.fetch(
                        published.uri(),
                        Integer.MAX_VALUE - 8,
                        bytes -> job.rootOf(bytes).equals(root));
            } catch (ContentException e) {
                trouble.append("; ").append(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DevnetException("interrupted while fetching the output of " + job.name(), e);
            }
        }
        throw new DevnetException("no worker has the output of job " + job.name() + " (" + id + ")" + trouble);
    }
}

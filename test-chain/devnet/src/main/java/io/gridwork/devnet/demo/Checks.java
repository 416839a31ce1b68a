package io.gridwork.devnet.demo;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.Market;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.request.Download;
import io.gridwork.worker.request.JobLookup;
import java.time.Duration;

/** Fetches results as their requester would, and compares them with what plain Java computes. */
final class Checks {

    private final Market market;
    private final Download download;

    Checks(Devnet devnet) {
        this.market = devnet.market();
        var lookup =
                new JobLookup(new Contracts(devnet.client(), devnet.contracts().deployment()));
        // Workers of this network serve their results on loopback.
        this.download = new Download(lookup, new ContentFetcher(Duration.ofSeconds(10), true));
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
        Bytes output = fetch(job, id);
        if (!output.equals(reference))
            throw new DevnetException(
                    "job " + job.name() + " (" + id + "): the output that was fetched is not the reference's");
        return new Outcome(job, id, output);
    }

    private Bytes fetch(DemoJob job, JobId id) {
        try {
            return download.output(id);
        } catch (ContentException e) {
            throw new DevnetException("the output of job " + job.name() + " is not to be had: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while fetching the output of " + job.name(), e);
        }
    }
}

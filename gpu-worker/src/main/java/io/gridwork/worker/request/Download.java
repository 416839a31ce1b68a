package io.gridwork.worker.request;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings a job's output here and checks it against the root that the network agreed on. */
public final class Download {
    private final JobLookup lookup;
    private final ContentFetcher fetcher;

    public Download(JobLookup lookup, ContentFetcher fetcher) {
        this.lookup = lookup;
        this.fetcher = fetcher;
    }

    /**
     * The output, from whichever winning node still has it.
     *
     * @throws IllegalArgumentException when the job has no result
     * @throws ContentException when no node delivers the right bytes; the message says what each one did
     */
    public Bytes output(JobId id) throws ContentException, InterruptedException {
        PostedJob job = lookup.posted(id);
        Standing standing = lookup.standing(job);
        ResultRoot root = new ResultRoot(standing.result());
        List<Delivered> winners = lookup.delivered(id).stream()
                .filter(delivered -> delivered.root().equals(root))
                .sorted(Comparator.comparing(delivered -> !delivered.byOperator()))
                .toList();
        if (winners.isEmpty()) throw nothing(id, standing);
        List<String> failures = new ArrayList<>();
        for (Delivered winner : winners) {
            if (isRight(job, winner.output(), root)) return winner.output();
            if (winner.uri().isEmpty()) {
                failures.add("node " + winner.node() + " says no address");
                continue;
            }
            try {
                // An error record may be shorter than the output would have been, so the length is a limit and no more.
                long limit = Math.max(1024, job.spec().outputLength());
                return fetcher.fetch(winner.uri(), limit, bytes -> isRight(job, bytes, root));
            } catch (ContentException e) {
                failures.add("node " + winner.node() + ": " + e.getMessage());
            }
        }
        throw new ContentException.Unavailable(
                "no winner of job " + id + " delivers its output: " + String.join("; ", failures));
    }

    /** Says why a job has no output, and whether it can still get one. */
    public static IllegalArgumentException nothing(JobId id, Standing standing) {
        return new IllegalArgumentException(
                standing.state().isTerminal()
                        ? "job " + id + " has no output, and gets none: it is " + standing.words()
                        : "job " + id + " has no result yet: " + standing.words()
                                + ". Wait for it with: gridwork job status --wait " + id);
    }

    private static boolean isRight(PostedJob job, Bytes output, ResultRoot root) {
        return ResultRoot.of(job.spec().programHash(), job.spec().inputRoot(), output.toArray())
                .equals(root);
    }
}

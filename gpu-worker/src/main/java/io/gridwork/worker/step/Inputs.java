package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.InputUri;
import io.gridwork.worker.job.PostedJob;
import java.util.Optional;

/** Jobs' inputs: each fetched once, checked against its root, kept. */
public final class Inputs {
    private final ContentFetcher fetcher;
    private final ContentStore kept;
    private final long maxBytes;

    /** @param maxBytes most bytes of an input */
    public Inputs(ContentFetcher fetcher, ContentStore kept, long maxBytes) {
        this.fetcher = fetcher;
        this.kept = kept;
        this.maxBytes = maxBytes;
    }

    public Bytes bring(PostedJob job) throws ContentException, InterruptedException {
        Optional<Bytes> here = kept.get(job.spec().inputRoot());
        if (here.isPresent()) return here.get();
        Bytes input = fetch(job);
        kept.put(job.spec().inputRoot(), input);
        return input;
    }

    private Bytes fetch(PostedJob job) throws ContentException, InterruptedException {
        if (job.spec().inputRoot().equals(Bytes.EMPTY.keccak256())) return Bytes.EMPTY;
        return fetcher.fetch(
                InputUri.parse(job.spec().inputUri()).input(),
                maxBytes,
                bytes -> bytes.keccak256().equals(job.spec().inputRoot()));
    }
}

package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.InputUri;
import io.gridwork.worker.job.PostedJob;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs' inputs: each fetched once, checked against its root, kept. Where the requester's address does not deliver it, the nodes that have computed the job
 * are asked: they serve it at {@code /i/{hash}}, beside their results.
 */
public final class Inputs {
    /** Every juror can be expected to fetch and hold as much. */
    public static final long MOST_JUDGED = 128L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);
    private static final Pattern RESULT = Pattern.compile("(https?://.+)/r/0x[0-9a-f]{64}");

    private final Downloads downloads;
    private final ContentStore kept;
    private final long maxBytes;

    /** @param maxBytes most bytes of an input */
    public Inputs(Downloads downloads, ContentStore kept, long maxBytes) {
        this.downloads = downloads;
        this.kept = kept;
        this.maxBytes = maxBytes;
    }

    /** @param results addresses of the job's results, asked for when the requester's address fails */
    public Bytes bring(PostedJob job, Supplier<List<String>> results) throws ContentException, InterruptedException {
        Hash32 root = job.spec().inputRoot();
        Optional<Bytes> here = kept.get(root);
        if (here.isPresent()) return here.get();
        Bytes input = fetch(job, results);
        kept.put(root, input);
        return input;
    }

    /** Deletes an input that no job of ours needs. */
    void forget(PostedJob job) {
        kept.delete(job.spec().inputRoot());
    }

    private Bytes fetch(PostedJob job, Supplier<List<String>> results) throws ContentException, InterruptedException {
        Hash32 root = job.spec().inputRoot();
        if (root.equals(Bytes.EMPTY.keccak256())) return Bytes.EMPTY;
        try {
            return fetch(job, InputUri.parse(job.spec().inputUri()).input());
        } catch (ContentException e) {
            return fromSeats(job, results.get()).orElseThrow(() -> e);
        }
    }

    private Optional<Bytes> fromSeats(PostedJob job, List<String> results) throws InterruptedException {
        Hash32 root = job.spec().inputRoot();
        for (String result : results) {
            Matcher server = RESULT.matcher(result);
            if (!server.matches()) continue;
            String address = server.group(1) + "/i/" + root;
            try {
                return Optional.of(fetch(job, address));
            } catch (ContentException e) {
                LOG.info("the input {} is not at {} either: {}", root, address, e.getMessage());
            }
        }
        return Optional.empty();
    }

    private Bytes fetch(PostedJob job, String address) throws ContentException, InterruptedException {
        Hash32 root = job.spec().inputRoot();
        return downloads.fetch(
                job.order().requester(),
                address,
                maxBytes,
                bytes -> bytes.keccak256().equals(root));
    }
}

package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
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
        return bring(job, List::of);
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

    private Bytes fetch(PostedJob job, Supplier<List<String>> results) throws ContentException, InterruptedException {
        Hash32 root = job.spec().inputRoot();
        if (root.equals(Bytes.EMPTY.keccak256())) return Bytes.EMPTY;
        try {
            return fetch(InputUri.parse(job.spec().inputUri()).input(), root);
        } catch (ContentException e) {
            return fromSeats(results.get(), root).orElseThrow(() -> e);
        }
    }

    private Optional<Bytes> fromSeats(List<String> results, Hash32 root) throws InterruptedException {
        for (String result : results) {
            Matcher server = RESULT.matcher(result);
            if (!server.matches()) continue;
            String address = server.group(1) + "/i/" + root;
            try {
                return Optional.of(fetch(address, root));
            } catch (ContentException e) {
                LOG.info("the input {} is not at {} either: {}", root, address, e.getMessage());
            }
        }
        return Optional.empty();
    }

    private Bytes fetch(String address, Hash32 root) throws ContentException, InterruptedException {
        return fetcher.fetch(address, maxBytes, bytes -> bytes.keccak256().equals(root));
    }
}

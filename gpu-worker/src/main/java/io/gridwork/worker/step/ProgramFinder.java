package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobSpec;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.BadManifestException;
import io.gridwork.worker.job.InputUri;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.UserKernel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program that a job names by its hash: a built-in one, or the requester's own, whose manifest and source come with the job. */
public final class ProgramFinder {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramFinder.class);
    /** Longest manifest and longest source that are fetched. */
    private static final long MAX_BYTES = 1 << 20;

    private final ContentFetcher fetcher;
    private final ContentStore content;

    public ProgramFinder(ContentFetcher fetcher, ContentStore content) {
        this.fetcher = fetcher;
        this.content = content;
    }

    /** Empty when there is no such program here and none can be had now. */
    public Optional<Program> find(JobSpec spec) throws InterruptedException {
        Optional<Program> builtIn = Programs.byHash(spec.programHash().value()).map(program -> program);
        InputUri uri = InputUri.parse(spec.inputUri());
        return builtIn.isPresent() || !uri.hasProgram()
                ? builtIn
                : userKernel(spec.programHash().value(), uri);
    }

    private Optional<Program> userKernel(Hash32 hash, InputUri uri) throws InterruptedException {
        try {
            Manifest manifest = Manifest.parse(text(hash, uri.manifest()));
            return Optional.of(new UserKernel(manifest, text(manifest.source(), uri.source())));
        } catch (ContentException | BadManifestException e) {
            LOG.info("program {} cannot be used: {}", hash, e.getMessage());
            return Optional.empty();
        }
    }

    private String text(Hash32 hash, String address) throws ContentException, InterruptedException {
        Optional<Bytes> kept = content.get(hash);
        Bytes bytes = kept.isPresent() ? kept.get() : fetch(hash, address);
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    private Bytes fetch(Hash32 hash, String address) throws ContentException, InterruptedException {
        Bytes bytes =
                fetcher.fetch(address, MAX_BYTES, fetched -> fetched.keccak256().equals(hash));
        content.put(hash, bytes);
        return bytes;
    }
}

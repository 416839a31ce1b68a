package io.gridwork.worker.step;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.content.ContentException;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.content.Downloads;
import io.gridwork.worker.job.BadManifestException;
import io.gridwork.worker.job.InputUri;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.UserKernel;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The program that a job names by its hash: a built-in one, or the requester's own, whose manifest and source come with the job. */
public final class ProgramFinder {
    /** Longest manifest and longest source that are fetched. */
    private static final long MAX_BYTES = 1 << 20;

    private final Downloads downloads;
    private final ContentStore content;

    public ProgramFinder(Downloads downloads, ContentStore content) {
        this.downloads = downloads;
        this.content = content;
    }

    /** @throws ContentException when there is no such program here, and it does not come with the job or cannot be had */
    public Program find(PostedJob job) throws ContentException, InterruptedException {
        Hash32 hash = job.spec().programHash().value();
        Optional<BuiltIn> builtIn = Programs.byHash(hash);
        if (builtIn.isPresent()) return builtIn.get();
        InputUri uri = InputUri.parse(job.spec().inputUri());
        if (!uri.hasProgram()) throw new ContentException.Rejected("this worker has no program " + hash);
        try {
            Manifest manifest = Manifest.parse(text(job, hash, uri.manifest()));
            return new UserKernel(manifest, text(job, manifest.source(), uri.source()));
        } catch (BadManifestException e) {
            throw new ContentException.Rejected(
                    "program " + hash + " has a manifest that breaks a rule: " + e.getMessage());
        }
    }

    private String text(PostedJob job, Hash32 hash, String address) throws ContentException, InterruptedException {
        Optional<Bytes> kept = content.get(hash);
        Bytes bytes = kept.isPresent() ? kept.get() : fetch(job, hash, address);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ContentException.Rejected(
                    "a text of program " + job.spec().programHash() + " is not UTF-8: " + hash);
        }
    }

    private Bytes fetch(PostedJob job, Hash32 hash, String address) throws ContentException, InterruptedException {
        Bytes bytes = downloads.fetch(
                job.order().requester(),
                address,
                MAX_BYTES,
                fetched -> fetched.keccak256().equals(hash));
        content.put(hash, bytes);
        return bytes;
    }
}

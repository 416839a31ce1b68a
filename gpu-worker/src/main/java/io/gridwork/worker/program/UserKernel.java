package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.worker.job.BadManifestException;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.KernelArg;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import java.util.ArrayList;
import java.util.List;

/** A requester's own kernel ({@code kind} "opencl-c"). There is no reference: redundancy or trust takes its place. */
public record UserKernel(Manifest manifest, String source) implements Program {

    /** @throws BadManifestException when the source is not the one the manifest names */
    public UserKernel {
        if (!manifest.kind().equals(Manifest.USER_KERNEL)) {
            throw new BadManifestException(
                    "kind", "is \"" + manifest.kind() + "\": a user's kernel has " + Manifest.USER_KERNEL);
        }
        Hash32 actual = Keccak256.hash(source);
        if (!actual.equals(manifest.source())) {
            throw new BadManifestException(
                    "source", "is " + manifest.source() + ", but the source's Keccak-256 is " + actual);
        }
    }

    @Override
    public Hash32 hash() {
        return manifest.hash();
    }

    @Override
    public String name() {
        return manifest.kind();
    }

    @Override
    public Limits limits() {
        return manifest.limits();
    }

    @Override
    public long outputLength(Bytes params) {
        return manifest.args().stream()
                .mapToLong(arg -> arg instanceof KernelArg.Output output ? output.size() : 0)
                .sum();
    }

    /** Always 1: nobody but the requester knows what a unit of this kernel is. */
    @Override
    public long units(Bytes params) {
        return 1;
    }

    @Override
    public Launch launch(Bytes params, Bytes input, int vectorBytes) throws JobFault {
        Slices inputs = new Slices(input);
        Slices parameters = new Slices(params);
        List<Launch.Arg> args = new ArrayList<>();
        for (KernelArg arg : manifest.args()) {
            args.add(
                    switch (arg) {
                        case KernelArg.Input(long size) ->
                            new Launch.Arg.Input(inputs.next(size, JobError.INVALID_INPUT));
                        case KernelArg.Params(long size) ->
                            new Launch.Arg.Input(parameters.next(size, JobError.INVALID_PARAMS));
                        case KernelArg.Output(long size) -> new Launch.Arg.Output(size);
                        case KernelArg.Local(long size) -> new Launch.Arg.Local(size);
                        case KernelArg.Scalar scalar -> new Launch.Arg.Scalar(scalar.littleEndian());
                    });
        }
        inputs.end(JobError.INVALID_INPUT);
        parameters.end(JobError.INVALID_PARAMS);
        return new Launch(
                source,
                manifest.entry(),
                manifest.buildOptions(),
                0,
                args,
                manifest.ndrange().orElseThrow(),
                Launch.Shape.WHOLE);
    }

    @Override
    public Bytes output(Bytes params, Bytes input, Bytes buffers) {
        return buffers;
    }

    /** Hands out bytes piece by piece. */
    private static final class Slices {
        private final Bytes all;
        private int taken;

        Slices(Bytes all) {
            this.all = all;
        }

        Bytes next(long size, JobError error) throws JobFault {
            if (size > all.size() - taken) {
                throw new JobFault(
                        error,
                        "an argument takes " + size + " bytes, but only " + (all.size() - taken) + " of " + all.size()
                                + " are left");
            }
            Bytes slice = all.slice(taken, (int) size);
            taken += (int) size;
            return slice;
        }

        void end(JobError error) throws JobFault {
            if (taken != all.size()) {
                throw new JobFault(error, "the arguments take " + taken + " bytes, but " + all.size() + " are given");
            }
        }
    }
}

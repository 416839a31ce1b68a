package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobFault;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A program of ours: bit-exact on every device, with a reference in plain Java that shares nothing with
 * the kernel.
 */
public sealed interface BuiltIn extends Program permits Search, GemmI8, MandelbrotFixed, Histogram {
    ParamSchema schema();

    /** The unit of {@link #units}, for people: "2^20 hashes". */
    String unit();

    /** The output, computed in plain Java on the calling thread. @throws JobFault as {@link #launch} */
    Bytes reference(Bytes params, Bytes input) throws JobFault;

    /** A task for demonstrations: well under a second on a small processor. */
    Task example();

    /** A small task for certification, different for each state of the generator. */
    Task random(RandomGenerator random);

    /** The output in words, for people. */
    String describe(Bytes params, Bytes output) throws JobFault;

    /** The output as a PNG, where it is a picture. */
    default Optional<Bytes> png(Bytes params, Bytes output) throws JobFault {
        return Optional.empty();
    }

    /**
     * What the program's verifier on chain needs to see that an output is right ({@code IResultVerifier}).
     *
     * @return empty when no verifier can see it, as of nothing found
     */
    default Optional<Bytes> proof(Bytes input, Bytes output) {
        return Optional.empty();
    }

    @Override
    default Hash32 hash() {
        return manifest().hash();
    }

    @Override
    default String name() {
        return manifest().kind();
    }
}

package io.gridwork.worker.job;

import io.gridwork.abi.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a job cannot have an output. A failure is a result as well: every honest worker that meets the same one publishes the same
 * bytes ({@link #output}), so redundant seats agree on it and nobody has to argue. For that reason the record holds the code
 * alone; what a machine has to say about it (a build log, a signal) stays with the worker.
 */
public enum JobError {
    /** The parameters are not what the program takes. */
    INVALID_PARAMS("its parameters are not what the program takes"),
    /** The input has not the size that the parameters ask for. */
    INVALID_INPUT("its input has the wrong size for its parameters"),
    /** The manifest breaks a rule, so the program cannot be run by anyone. */
    INVALID_MANIFEST("its manifest breaks a rule"),
    /** The kernel's source does not compile, or has no kernel of the name the manifest gives. */
    BUILD_FAILED("its kernel does not compile"),
    /** Compilation took longer than {@code limits.buildMs}. */
    BUILD_TIMED_OUT("its kernel took too long to compile"),
    /** The kernel took longer than {@code limits.wallMs}. */
    TIMED_OUT("its kernel took too long"),
    /** The kernel ended its process: a write out of bounds, more memory than {@code limits.memoryBytes}. */
    CRASHED("its kernel crashed");

    private static final String PREFIX = "gridwork-error/1 ";

    private final String words;

    JobError(String words) {
        this.words = words;
    }

    /** Whether a machine with a fault could show it as well, on a job that is right. */
    public boolean isOfTheMachineOrTheKernel() {
        return switch (this) {
            case INVALID_PARAMS, INVALID_INPUT, INVALID_MANIFEST -> false;
            case BUILD_FAILED, BUILD_TIMED_OUT, TIMED_OUT, CRASHED -> true;
        };
    }

    /** The error for people, to follow "the job failed:". */
    public String words() {
        return words;
    }

    /** The error that an output stands for, if it is no output. */
    public static Optional<JobError> in(Bytes output) {
        return Arrays.stream(values())
                .filter(error -> error.output().equals(output))
                .findFirst();
    }

    /** The bytes that stand for the missing output: {@code "gridwork-error/1 BUILD_FAILED\n"} in ASCII. */
    public Bytes output() {
        return Bytes.wrap((PREFIX + name() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}

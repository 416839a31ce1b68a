package io.gridwork.worker.sandbox;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Keccak256;
import io.gridwork.worker.job.KernelArg;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import java.util.List;
import java.util.Optional;

/**
 * Kernels that are known to be good, in the manner of a user's. A driver that would compile at the first launch, or that needs a
 * system call which the filter refuses, crashes on them. Without a trial that would become the result of an honest job.
 */
final class KernelTrial {
    private static final String SOURCE = "__kernel void count(__global int *out) { atomic_inc(out); }\n";

    /** One for each of the two variants that PoCL has of a kernel. */
    private static final List<NdRange> RANGES = List.of(NdRange.of(1, 1), NdRange.of(1 << 16, 64));

    private KernelTrial() {}

    static List<Task> tasks() {
        return RANGES.stream().map(KernelTrial::task).toList();
    }

    private static Task task(NdRange range) {
        Manifest manifest = new Manifest(
                Manifest.USER_KERNEL,
                1,
                Keccak256.hash(SOURCE),
                "count",
                List.of(),
                Optional.of(range),
                List.of(new KernelArg.Output(Integer.BYTES)),
                new Limits(60_000, 60_000, 64 << 20, 1 << 10, 0));
        return new Task(new UserKernel(manifest, SOURCE), Bytes.EMPTY, Bytes.EMPTY);
    }

    /** Why users' kernels are not to be run; empty when this one went well. */
    static Optional<String> problem(Task task, RunResult result) {
        long items = ((UserKernel) task.program())
                .manifest()
                .ndrange()
                .orElseThrow()
                .global()
                .getFirst();
        String what = switch (result) {
            case RunResult.Computed computed ->
                computed.output().equals(count(items)) ? "" : "it gave " + computed.output();
            case RunResult.Failed failed -> failed.error().words() + ": " + failed.detail();
            case RunResult.Abandoned abandoned -> abandoned.reason();
        };
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of("a kernel that is known to be good does not run in the sandbox (" + what + ")");
    }

    private static Bytes count(long items) {
        return Bytes.wrap(new byte[] {(byte) items, (byte) (items >> 8), (byte) (items >> 16), 0});
    }
}

package io.gridwork.worker.job;

import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobTerms;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.worker.content.ContentFetcher;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** Jobs for tests: real programs, small tasks. */
public final class Jobs {
    public static final Address TOKEN = Address.parse("0x00000000000000000000000000000000000000aa");

    public static final BuiltIn PROGRAM = Programs.byName("histogram").orElseThrow();

    private Jobs() {}

    /** A small task of {@link #PROGRAM}, always the same. */
    public static Task task() {
        return PROGRAM.random(new SplittableRandom(7));
    }

    /** A histogram with the given seats; {@code name} makes it another job. */
    public static PostedJob posted(String name, int n, int k) {
        JobTerms terms = new JobTerms(
                TOKEN, BigInteger.valueOf(5_000_000), BigInteger.TEN, 10_000, n, k, 1, 60, 60, n == 1 ? 0 : 60, 10);
        return new PostedJob(
                new JobId(Keccak256.hash(name)),
                Address.parse("0x00000000000000000000000000000000000000bb"),
                terms,
                spec(),
                7,
                true);
    }

    public static JobSpec spec() {
        try {
            Task task = task();
            return new JobSpec(
                    new ProgramHash(task.program().hash()),
                    task.input().keccak256(),
                    ContentFetcher.inline(task.input()),
                    task.params(),
                    task.program().outputLength(task.params()),
                    task.program().units(task.params()),
                    NodeId.NONE,
                    List.of());
        } catch (JobFault impossible) {
            throw new AssertionError(impossible);
        }
    }
}

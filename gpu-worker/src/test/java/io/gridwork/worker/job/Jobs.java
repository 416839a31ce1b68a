package io.gridwork.worker.job;

import io.gridwork.abi.Address;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;
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
        Address requester = Address.parse("0x00000000000000000000000000000000000000bb");
        JobOrder order = new Offer(TOKEN, BigInteger.valueOf(5_000_000), BigInteger.TEN, n, k, 60, 10).by(requester, 1);
        return new PostedJob(new JobId(Keccak256.hash(name)), order, spec(), 7, true);
    }

    /**
     * What is offered for the work of {@link #spec}, at the full price from the start.
     *
     * @param window seconds of the other three windows
     */
    public record Offer(
            Address token, BigInteger price, BigInteger bond, int n, int k, long window, long challengeWindow) {
        public JobOrder by(Address requester, long nonce) {
            return by(requester, nonce, task());
        }

        public JobOrder by(Address requester, long nonce, Task task) {
            return by(requester, nonce, task, spec(task));
        }

        /** For a spec of {@link #task} that differs in whom it hires. */
        public JobOrder by(Address requester, long nonce, JobSpec spec) {
            return by(requester, nonce, task(), spec);
        }

        private JobOrder by(Address requester, long nonce, Task task, JobSpec spec) {
            return new JobOrder(
                    requester,
                    BigInteger.valueOf(nonce),
                    spec.hash(),
                    token,
                    price,
                    bond,
                    10_000,
                    200,
                    n,
                    k,
                    1,
                    units(task),
                    window,
                    window,
                    n == 1 ? 0 : window,
                    challengeWindow,
                    JobOrder.NO_EXPIRY);
        }
    }

    private static long units(Task task) {
        try {
            return task.program().units(task.params());
        } catch (JobFault impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static JobSpec spec() {
        return spec(task());
    }

    public static JobSpec spec(Task task) {
        try {
            return new JobSpec(
                    new ProgramHash(task.program().hash()),
                    task.input().keccak256(),
                    ContentFetcher.inline(task.input()),
                    task.params(),
                    task.program().outputLength(task.params()),
                    NodeId.NONE,
                    List.of());
        } catch (JobFault impossible) {
            throw new AssertionError(impossible);
        }
    }
}

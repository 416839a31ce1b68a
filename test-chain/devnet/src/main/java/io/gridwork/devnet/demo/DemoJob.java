package io.gridwork.devnet.demo;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.InputServer;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.Task;
import java.math.BigInteger;
import java.util.List;

/**
 * A job of the demo.
 *
 * @param name unique, for people and file names
 * @param program the program of the task
 * @param seats how many nodes compute it; more than one: they commit first and reveal then
 * @param quorum how many of them must agree
 * @param maxPrice of a seat, in whole USDT
 * @param hired the only node that may take it; {@link NodeId#NONE}: any
 */
public record DemoJob(String name, BuiltIn program, Task task, int seats, int quorum, int maxPrice, NodeId hired) {

    /** What a seat binds, in the smallest unit of the stake token. */
    static final BigInteger BOND = BigInteger.TEN.pow(18);

    private static final BigInteger USDT = BigInteger.TEN.pow(6);
    private static final int START_PRICE_BPS = 4_000;
    private static final int MAX_FEE_BPS = 500;
    private static final int CLAIM_SECONDS = 300;
    private static final int WORK_SECONDS = 300;
    private static final int REVEAL_SECONDS = 300;
    private static final int CHALLENGE_SECONDS = 3;
    private static final int LONG_CHALLENGE_SECONDS = 30;
    /** Long enough to compute the job again on a busy machine. A challenge ends it. */
    private static final int CHECKED_CHALLENGE_SECONDS = 300;

    /** A job that any node may take. */
    DemoJob(String name, BuiltIn program, Task task, int seats, int quorum, int maxPrice) {
        this(name, program, task, seats, quorum, maxPrice, NodeId.NONE);
    }

    /**
     * What the requester offers. Each seat binds 1 GWS. A result can be challenged for 3 s, that of a hired node for 5 min. A search states a long window,
     * which its answer does not need: the chain checks that, and pays at once.
     *
     * @param nonce tells it from the requester's other orders
     */
    JobOrder order(Address requester, long nonce, Address token, JobSpec spec) {
        return new JobOrder(
                requester,
                BigInteger.valueOf(nonce),
                spec.hash(),
                token,
                USDT.multiply(BigInteger.valueOf(maxPrice)),
                BOND,
                START_PRICE_BPS,
                MAX_FEE_BPS,
                seats,
                quorum,
                Devnet.NODE_CLASS,
                units(),
                CLAIM_SECONDS,
                WORK_SECONDS,
                seats > 1 ? REVEAL_SECONDS : 0,
                challengeWindow(),
                JobOrder.NO_EXPIRY);
    }

    private long challengeWindow() {
        if (!hired.isNone()) return CHECKED_CHALLENGE_SECONDS;
        return program instanceof Search ? LONG_CHALLENGE_SECONDS : CHALLENGE_SECONDS;
    }

    private long units() {
        try {
            return program.units(task.params());
        } catch (JobFault wrong) {
            throw new IllegalStateException(name + " is no job: " + wrong.getMessage(), wrong);
        }
    }

    /** What is to be computed, with the input where {@code inputs} serves it. */
    JobSpec spec(InputServer inputs) {
        try {
            return new JobSpec(
                    programHash(),
                    inputRoot(),
                    task.input().isEmpty() ? "" : inputs.offer(task.input()),
                    task.params(),
                    program.outputLength(task.params()),
                    hired,
                    List.of());
        } catch (JobFault wrong) {
            throw new IllegalStateException(name + " is no job: " + wrong.getMessage(), wrong);
        }
    }

    /** What the output must be, computed in plain Java. */
    Bytes reference() {
        try {
            return program.reference(task.params(), task.input());
        } catch (JobFault wrong) {
            throw new IllegalStateException(name + " is no job: " + wrong.getMessage(), wrong);
        }
    }

    /** The output in words. */
    String describe(Bytes output) {
        try {
            return program.describe(task.params(), output);
        } catch (JobFault wrong) {
            throw new IllegalStateException(name + " has no such output: " + wrong.getMessage(), wrong);
        }
    }

    Hash32 rootOf(Bytes output) {
        return ResultRoot.of(programHash(), inputRoot(), output.toArray()).value();
    }

    private ProgramHash programHash() {
        return new ProgramHash(program.hash());
    }

    private Hash32 inputRoot() {
        return task.input().keccak256();
    }
}

package io.gridwork.worker.app;

import io.gridwork.contracts.NodeId;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainMarket;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.node.NodeOperator;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.RunnerException;
import io.gridwork.worker.sandbox.RunnerPool;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code worker run}: finds jobs, runs them, is paid, until it is told to stop. */
@Command(
        name = "run",
        description = "Find jobs, run them, be paid. Stop with SIGTERM or Ctrl-C; start again to go on where it was.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    RunFlags flags = new RunFlags();

    @Option(
            names = "--exit-with-parent",
            description = "Stop when standard input ends: when the process that started this one is gone.")
    boolean exitWithParent;

    @Option(
            names = "--clear-quarantine",
            description = "Use a device again that failed a self-check. Find out why it failed first.")
    boolean clearQuarantine;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, RunnerException, InterruptedException {
        WorkerConfig config = flags.config();
        Signer signer = flags.chain.signer(config.operatorKey());
        try (RunnerPool runner = RunnerPool.open(config.runner())) {
            log().info("device: {}", runner.description());
            runner.kernelRefusal()
                    .ifPresent(reason -> log().warn("jobs with a kernel of their own are refused: {}", reason));
            Contracts contracts = reached();
            try (ChainFlags.Sending sending = flags.chain.sending(contracts, signer)) {
                NodeId node = node(contracts, signer, config);
                log().info("working for node {} with the operator {}", node, signer.address());
                if (config.http().port().isEmpty()) {
                    log().warn("results longer than 1 KiB cannot be fetched by anyone: serve them with --http-port");
                }
                work(config, contracts, sending.actions(), node, runner);
            }
        }
        return 0;
    }

    private void work(WorkerConfig config, Contracts contracts, Actions actions, NodeId node, JobRunner runner)
            throws InterruptedException {
        ChainMarket market = new ChainMarket(contracts, actions, node);
        try (Worker worker = new Worker(config, market, runner, InstantSource.system())) {
            if (clearQuarantine) worker.clearQuarantine();
            Thread main = Thread.currentThread();
            Thread hook = new Thread(() -> stopAndWait(worker, main), "stop");
            Runtime.getRuntime().addShutdownHook(hook);
            if (exitWithParent) Thread.ofPlatform().daemon().name("parent").start(() -> watchParent(worker));
            worker.run();
        } finally {
            stopped.countDown();
        }
    }

    /** Called by the JVM when it is told to end; the JVM ends when this returns. */
    private void stopAndWait(Worker worker, Thread main) {
        worker.stop();
        try {
            if (stopped.await(flags.grace, TimeUnit.SECONDS)) return;
            // It waits for a transaction, which the next start can wait for as well.
            main.interrupt();
            stopped.await(flags.grace + 10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void watchParent(Worker worker) {
        try {
            while (System.in.read() >= 0) {
                // whatever comes is of no interest, only the end is
            }
        } catch (IOException e) {
            log().info("standard input cannot be read any more, stopping: {}", e.getMessage());
        }
        worker.stop();
    }

    /** Made only when the worker runs: every command loads this class, and logging is slow to start. */
    private static Logger log() {
        return LoggerFactory.getLogger(RunCommand.class);
    }

    /** Waits for the node: a worker that starts with its machine may be there before it. */
    private Contracts reached() throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                return flags.chain.contracts();
            } catch (ChainException.Retryable e) {
                log().warn("waiting for the blockchain node (--rpc): {}", e.getMessage());
                never.await(3, TimeUnit.SECONDS);
            }
        }
    }

    private static NodeId node(Contracts contracts, Signer signer, WorkerConfig config) {
        if (config.node().isEmpty()) return NodeOperator.nodeOf(contracts, signer.address());
        NodeId node = new NodeId(config.node().getAsLong());
        NodeAccount account = new ChainReader(contracts).node(node).existing("--node");
        if (account.operator().equals(signer.address())) return node;
        throw new IllegalArgumentException("node " + node + " has the operator " + account.operator()
                + ", and --operator-key is the key of " + signer.address());
    }
}

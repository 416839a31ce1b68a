package io.gridwork.indexer.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several chains side by side, each into its own file. One that fails is reported, and the others go on. */
final class ChainRuns {
    private final List<ChainRun> chains;
    private final PrintWriter out;
    private final PrintWriter err;

    ChainRuns(List<ChainRun> chains, PrintWriter out, PrintWriter err) {
        this.chains = chains;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs all.
     *
     * @return how many failed
     */
    int run(StatusServer status, boolean json) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> ends = chains.stream()
                    .map(chain -> threads.submit(() -> succeeds(chain, status, json)))
                    .toList();
            int failed = 0;
            for (Future<Boolean> end : ends) {
                if (!result(end)) failed++;
            }
            return failed;
        }
    }

    private static boolean result(Future<Boolean> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException error) {
            throw new IllegalStateException("a chain's thread ended", error.getCause());
        }
    }

    @SuppressWarnings("IllegalCatch")
    private boolean succeeds(ChainRun chain, StatusServer status, boolean json) {
        String name = chain.config().name();
        try (ProgressPrinter printer = ProgressPrinter.labelled(err, name)) {
            String summary = chain.run(printer, status).text(json);
            print(out, summary);
            return true;
        } catch (RuntimeException failure) { // whatever it is, it is this chain's alone; the command ends with 1
            String reason = Failures.describe(failure);
            status.failed(name, reason);
            print(err, "gridwork: error: " + name + ": " + reason);
            return false;
        }
    }

    private synchronized void print(PrintWriter where, String line) {
        where.println(line);
        where.flush();
    }
}

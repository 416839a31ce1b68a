package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Figures;
import io.gridwork.indexer.bench.HeadWatch;
import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description =
                "Follows the head of a canned chain, without and with an analyst who counts and sums all rows again and"
                        + " again. Says how long after a block its rows can be read, and how long the analyst waits.")
final class BenchFollowCommand implements Callable<Integer> {
    private static final String ANALYST = "SELECT count(*), sum(value_real) FROM token_transfer";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUERIES_ALONE = 5;

    @Option(names = "--events", paramLabel = "N", description = "Rows there at the start. Default: ${DEFAULT-VALUE}.")
    long events = 1_000_000;

    @Option(names = "--blocks", paramLabel = "N", description = "New blocks, each half. Default: ${DEFAULT-VALUE}.")
    int blocks = 100;

    @Option(names = "--block-millis", paramLabel = "MS", description = "Between two blocks. Default: ${DEFAULT-VALUE}.")
    int blockMillis = 200;

    @Option(names = "--json", description = "End with one line of JSON.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        CannedChain chain = CannedChain.ofTransfers(events, 100);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (CannedNode node = new CannedNode(chain);
                BenchRun run = new BenchRun()) {
            run.index(node.url(), chain.head());
            List<Double> alone = new ArrayList<>();
            for (int i = 0; i < QUERIES_ALONE; i++) alone.add(ask(run.database()));
            long last = chain.head() + 2L * blocks;
            CompletableFuture<Void> follower = CompletableFuture.runAsync(() -> run.index(node.url(), last), threads);
            HeadWatch watch = new HeadWatch(chain, run.database(), "token_transfer");
            Duration pause = Duration.ofMillis(blockMillis);
            List<Double> quiet = watch.lags(blocks, pause, PATIENCE);
            List<Double> beside = new ArrayList<>();
            CountDownLatch enough = new CountDownLatch(1);
            CompletableFuture<Void> analyst = CompletableFuture.runAsync(
                    () -> {
                        while (enough.getCount() > 0) beside.add(ask(run.database()));
                    },
                    threads);
            List<Double> busy = watch.lags(blocks, pause, PATIENCE);
            enough.countDown();
            CompletableFuture.allOf(analyst, follower).join();
            report(quiet, busy, alone, beside);
        } finally {
            threads.shutdownNow();
        }
        return 0;
    }

    /** Milliseconds of one query, as {@code gridwork query} runs it. */
    private static double ask(Path database) {
        long start = System.nanoTime();
        new Query(ANALYST, PATIENCE, 1).run(database, ResultFormat.csv, Writer.nullWriter());
        return (System.nanoTime() - start) / 1e6;
    }

    private void report(List<Double> quiet, List<Double> busy, List<Double> alone, List<Double> beside) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", events);
        fields.put("blocks", blocks);
        fields.put("headLagMsMedian", round(Figures.median(quiet)));
        fields.put("headLagMsP99", round(Figures.percentile(quiet, 99)));
        fields.put("headLagMsP99WithAnalyst", round(Figures.percentile(busy, 99)));
        fields.put("queryMsMedianAlone", round(Figures.median(alone)));
        fields.put("queryMsMedianWhileWriting", round(Figures.median(beside)));
        fields.put("queriesWhileWriting", beside.size());
        PrintWriter out = spec.commandLine().getOut();
        fields.forEach((name, value) -> out.printf(Locale.ROOT, "  %-28s %s%n", name, value));
        if (json) out.println(JsonMapper.shared().writeValueAsString(fields));
        out.flush();
    }

    private static double round(double millis) {
        return Math.round(10 * millis) / 10.0;
    }
}

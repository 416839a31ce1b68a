package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.NodeProcess;
import io.gridwork.indexer.event.Refusal;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** The canned chain of transfers that a benchmark reads, and how often it does. */
final class BenchChain {
    @Option(names = "--events", paramLabel = "N", description = "Transfers on the chain. Default: ${DEFAULT-VALUE}.")
    long events;

    @Option(names = "--per-block", paramLabel = "N", description = "Transfers in a block. Default: ${DEFAULT-VALUE}.")
    int perBlock = 100;

    @Option(names = "--rounds", paramLabel = "N", description = "Times each is measured. Default: ${DEFAULT-VALUE}.")
    int rounds = 3;

    @Option(names = "--json", description = "End with one line of JSON.")
    boolean json;

    BenchChain(long events) {
        this.events = events;
    }

    /** Number of its newest block. */
    long head() {
        return (events + perBlock - 1) / perBlock;
    }

    /** Serves it, in a process of its own. @throws Refusal for numbers that make no chain */
    NodeProcess serve() throws IOException {
        if (events < 1 || perBlock < 1 || rounds < 1)
            throw new Refusal("--events, --per-block and --rounds are 1 or more");
        return NodeProcess.start(
                Main.class.getName(), List.of("bench", "node", "--events", "" + events, "--per-block", "" + perBlock));
    }
}

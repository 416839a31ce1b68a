package io.gridwork.indexer.app;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description =
                "Serves a canned chain of ERC-20 transfers over JSON-RPC on the loopback address, until it is killed or"
                        + " whoever started it ends. Any indexer can be measured with it.")
final class BenchNodeCommand implements Callable<Integer> {
    @Option(names = "--events", paramLabel = "N", description = "Transfers on the chain. Default: ${DEFAULT-VALUE}.")
    long events = 1_000_000;

    @Option(names = "--per-block", paramLabel = "N", description = "Transfers in a block. Default: ${DEFAULT-VALUE}.")
    int perBlock = 100;

    @Option(names = "--port", paramLabel = "PORT", description = "Default: a free one.")
    int port;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CompletableFuture<ProcessHandle> orphaned =
                ProcessHandle.current().parent().map(ProcessHandle::onExit).orElseGet(CompletableFuture::new);
        CannedChain chain = CannedChain.ofTransfers(events, perBlock);
        try (CannedNode node = new CannedNode(chain, port)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(node.url());
            out.flush();
            orphaned.join();
        }
        return 0;
    }
}

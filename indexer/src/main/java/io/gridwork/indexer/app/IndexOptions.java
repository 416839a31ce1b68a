package io.gridwork.indexer.app;

import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.Verification;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code gridwork index} as they were written; null where one was left out. */
final class IndexOptions {
    @Option(
            names = "--rpc",
            paramLabel = "URL",
            description =
                    "JSON-RPC endpoint of a node. May be given several times: the next is used when one fails. Environment: GRIDWORK_RPC, with commas between.")
    @Nullable List<String> rpc;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description =
                    "A network's name or YAML file, in place of --rpc, --deployment and --preset gridwork; dev is the one of"
                            + " gridwork up. Environment: GRIDWORK_NETWORK.")
    @Nullable String network;

    @Option(
            names = "--db",
            paramLabel = "FILE",
            description = "SQLite file to write; created when it is not there. Environment: GRIDWORK_DB.")
    @Nullable String db;

    @Option(
            names = "--abi",
            paramLabel = "ABI",
            description =
                    "The contract's events: a file (a JSON array, the output of any compiler, an explorer's answer, lines of"
                            + " declarations; FILE:NAME for one contract of several in it), a standard (erc20, erc721, erc1155,"
                            + " erc4626), or \"event Name(type indexed name, …)\" itself. May be given several times.")
    @Nullable List<String> abi;

    @Option(
            names = "--event",
            paramLabel = "NAME",
            description = "Only this event of the ABI, by name or signature; several times for several. Default: all.")
    @Nullable List<String> event;

    @Option(
            names = "--address",
            paramLabel = "0x…",
            description =
                    "Address of the contract. Give it several times for several contracts with the same ABI. Without it: all contracts whose logs fit the ABI.")
    @Nullable List<String> address;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "First part of the tables' names. Default: the name of the ABI file.")
    @Nullable String name;

    @Option(names = "--from-block", paramLabel = "N", description = "First block wanted. Default: 0.")
    @Nullable Long fromBlock;

    @Option(
            names = "--to-block",
            paramLabel = "N",
            description = "Last block wanted: exit when it is written. Default: follow the head.")
    @Nullable Long toBlock;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with several contracts, and any of the other settings.")
    @Nullable Path config;

    @Option(
            names = "--deployment",
            paramLabel = "FILE",
            description = "Deployment record: where Gridwork's contracts are.")
    @Nullable Path deployment;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "gridwork: Gridwork's own contracts, and views over them.")
    @Nullable String preset;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests under way at a time at most; how many an endpoint bears is found out. Default: 16.")
    @Nullable Integer concurrency;

    @Option(
            names = "--max-rps",
            paramLabel = "N",
            description =
                    "Calls a second to each endpoint at most, each of a batch counted, as providers do. Default: no budget.")
    @Nullable Integer maxRps;

    @Option(
            names = "--poll-millis",
            paramLabel = "MS",
            description = "Pause before the head is asked for again. Default: 500.")
    @Nullable Integer pollMillis;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Serve /metrics and /health on this port of 127.0.0.1. Default: 0, off.")
    @Nullable Integer httpPort;

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            description =
                    "How the node's answers are checked. none: not at all; bloom: against the bloom filter in each block's header;"
                            + " receipts: logs are taken from receipts that belong to the receipts root in the header."
                            + " Default: bloom.")
    @Nullable Verification verify;

    @Option(
            names = "--keep-raw",
            paramLabel = "WHICH",
            description =
                    "Which logs are kept as the chain holds them too, so that an event that is added later is decoded from the file."
                            + " none; undecoded: those that no event of the ABI explains; all. For the last two all logs of"
                            + " the contract are read. Default: none.")
    @Nullable KeepRaw keepRaw;
}

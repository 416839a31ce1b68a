package io.gridwork.indexer.source;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.Receipt;
import io.gridwork.indexer.proof.LogsBloom;
import io.gridwork.indexer.proof.ReceiptsRoot;
import io.gridwork.indexer.proof.Unprovable;
import java.util.ArrayList;
import java.util.List;

/** The logs of a block from receipts that belong to the receipts root in its header, whoever gives them. */
final class ProvedReceipts {
    private final Endpoints endpoints;
    private final LogReader reader;

    ProvedReceipts(Endpoints endpoints, LogReader reader) {
        this.endpoints = endpoints;
        this.reader = reader;
    }

    /**
     * All logs of the block.
     *
     * @param rootNeeded whether nothing less than the root will do. Else, for transactions of types that only some layer-2
     *     chains have, it is enough that the logs make up just the header's bloom filter
     * @throws BranchChanged when the block was replaced meanwhile
     * @throws ChainException.Fatal when no endpoint has receipts that prove anything; the message names each with its reason
     */
    List<LogEntry> of(BlockHeader header, boolean rootNeeded) {
        List<String> refusals = new ArrayList<>();
        try {
            return endpoints.ask(client -> {
                try {
                    return proved(client, header, rootNeeded);
                } catch (Unproved refusal) {
                    refusals.add(refusal.getMessage());
                    throw refusal;
                }
            });
        } catch (Unproved | ChainException none) {
            if (refusals.isEmpty()) throw none;
            if (none instanceof ChainException.Retryable) refusals.add(String.valueOf(none.getMessage()));
            requireSameBranch(header);
            throw new ChainException.Fatal(
                    "the logs of block " + header.number() + " cannot be proved, and nothing of it was written: "
                            + String.join("; ", refusals)
                            + ". Give the --rpc of an archive node; for a chain whose headers tell nothing of logs, --verify none",
                    none);
        }
    }

    private void requireSameBranch(BlockHeader header) {
        boolean same = reader.header(header.number())
                .map(BlockHeader::hash)
                .filter(header.hash()::equals)
                .isPresent();
        if (!same) throw new BranchChanged(header.number());
    }

    private static List<LogEntry> proved(ChainClient client, BlockHeader header, boolean rootNeeded) {
        BlockTag block = BlockTag.at(header.number());
        List<Receipt> receipts = receipts(client, block);
        List<LogEntry> logs =
                receipts.stream().flatMap(each -> each.logs().stream()).toList();
        try {
            if (areOf(header, logs) && proves(receipts, logs, header, rootNeeded)) return logs;
        } catch (Unprovable unprovable) {
            throw Unproved.silent(
                    client,
                    "on block " + block + ": " + unprovable.getMessage() + "; on such a chain take --verify bloom");
        }
        Hash32 own = client.header(block)
                .map(BlockHeader::hash)
                .orElseThrow(() -> Unproved.silent(client, "has no block " + block));
        if (!own.equals(header.hash())) throw new BranchChanged(header.number());
        throw Unproved.lie(
                client,
                "answered eth_getBlockReceipts for block " + block
                        + " with receipts that do not belong to the receipts root in the header");
    }

    /** What is wrong with the endpoint, and not with its receipts, is for {@link Endpoints} to judge. */
    private static List<Receipt> receipts(ChainClient client, BlockTag block) {
        try {
            return client.blockReceipts(block)
                    .orElseThrow(() -> Unproved.silent(client, "has no receipts of block " + block));
        } catch (ChainException.Rejected no) {
            boolean lacks = switch (Verdict.on(no, false)) {
                case Verdict.PassOver _, Verdict.AskLess _ -> true;
                default -> false;
            };
            throw lacks ? Unproved.silent(client, "on block " + block + ": " + no.getMessage()) : no;
        }
    }

    /** The root says nothing of where the logs are: that they say themselves. */
    private static boolean areOf(BlockHeader header, List<LogEntry> logs) {
        int last = -1;
        for (LogEntry entry : logs) {
            boolean fits = entry.blockHash().equals(header.hash())
                    && entry.blockNumber() == header.number()
                    && entry.logIndex() > last;
            if (!fits) return false;
            last = entry.logIndex();
        }
        return true;
    }

    private static boolean proves(List<Receipt> receipts, List<LogEntry> logs, BlockHeader header, boolean rootNeeded) {
        try {
            return ReceiptsRoot.of(receipts).equals(header.receiptsRoot());
        } catch (Unprovable unprovable) {
            if (rootNeeded) throw unprovable;
            return LogsBloom.of(logs).equals(header.logsBloom());
        }
    }
}

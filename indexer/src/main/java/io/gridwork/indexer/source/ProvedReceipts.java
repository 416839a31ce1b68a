package io.gridwork.indexer.source;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Endpoint;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.chain.Receipt;
import io.gridwork.indexer.proof.LogsBloom;
import io.gridwork.indexer.proof.ReceiptsRoot;
import io.gridwork.indexer.proof.Unprovable;
import io.gridwork.rpc.ChainException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** The logs of a block from receipts that match the receipts root in its header. They may come from any endpoint. */
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
        List<String> refusals = new CopyOnWriteArrayList<>(); // two endpoints may be asked at a time
        try {
            return endpoints.askForProof(endpoint -> {
                try {
                    return proved(endpoint, header, rootNeeded);
                } catch (ChainException refusal) {
                    if (refusal.isAboutProof()) refusals.add(refusal.getMessage());
                    throw refusal;
                }
            });
        } catch (ChainException none) {
            if (refusals.isEmpty()) throw none;
            if (!refusals.contains(none.getMessage())) refusals.add(none.getMessage());
            requireSameBranch(header);
            throw new ChainException.Fatal(
                    "the logs of block " + header.number() + " cannot be proved, and nothing of it was written: "
                            + String.join("; ", refusals)
                            + ". Ask an archive node (--rpc URL); for a chain whose headers tell nothing of logs, --verify none",
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

    private List<LogEntry> proved(Endpoint endpoint, BlockHeader header, boolean rootNeeded) {
        BlockTag block = BlockTag.at(header.number());
        List<Receipt> receipts = endpoint.ask(client -> receipts(endpoint, client, block));
        boolean trusted = endpoint.isTrusted();
        List<LogEntry> logs =
                receipts.stream().flatMap(each -> each.logs().stream()).toList();
        boolean placed = arePlaced(header, receipts);
        try {
            if (placed && proves(receipts, logs, header, rootNeeded || !trusted)) {
                if (!trusted) requireTransactions(endpoint, header, receipts);
                return logs;
            }
        } catch (Unprovable unprovable) {
            String remedy = rootNeeded ? "; on such a chain take --verify bloom" : ", and it was caught lying";
            throw ChainException.unproved(
                    endpoint.name() + " on block " + block + ": " + unprovable.getMessage() + remedy);
        }
        Hash32 own = endpoint.ask(client -> client.header(block))
                .map(BlockHeader::hash)
                .orElseThrow(() -> ChainException.unproved(endpoint.name() + " has no block " + block));
        if (own.equals(header.hash())) {
            throw ChainException.disproved(
                    endpoint.name() + " answered eth_getBlockReceipts for block " + block + " with "
                            + (placed
                                    ? "receipts that do not belong to the receipts root in the header"
                                    : "logs that do not say where in the block they are"));
        }
        if (trusted) throw new BranchChanged(header.number());
        throw ChainException.unproved(endpoint.name() + " has another block " + block + ", and was caught lying");
    }

    /**
     * The root does not know the transactions' hashes: those that an endpoint names which was caught lying must be those that
     * the block has according to another.
     */
    private void requireTransactions(Endpoint endpoint, BlockHeader header, List<Receipt> receipts) {
        JsonNode own;
        try {
            own = endpoints.ask(
                    client -> client.request("eth_getBlockByHash", header.hash().hex(), false));
        } catch (ChainException unanswered) {
            throw unnamed(endpoint, header, unanswered.getMessage());
        }
        if (own.isNull()) throw unnamed(endpoint, header, "it is not there any more");
        List<String> hashes =
                receipts.stream().map(receipt -> receipt.txHash().hex()).toList();
        if (own.path("transactions")
                .valueStream()
                .map(JsonNode::asString)
                .toList()
                .equals(hashes)) return;
        throw ChainException.disproved(endpoint.name() + " answered eth_getBlockReceipts for block " + header.number()
                + " with hashes of other transactions than the block has");
    }

    private static ChainException unnamed(Endpoint endpoint, BlockHeader header, String why) {
        return ChainException.unproved(endpoint.name()
                + " was caught lying, and nobody else names the transactions of block " + header.number() + ": " + why);
    }

    /** What is wrong with the endpoint, and not with its receipts, is for {@link Endpoints} to judge. */
    private static List<Receipt> receipts(Endpoint endpoint, ChainClient client, BlockTag block) {
        try {
            return client.blockReceipts(block)
                    .orElseThrow(() -> ChainException.unproved(endpoint.name() + " has no receipts of block " + block));
        } catch (ChainException.Rejected no) {
            throw no.isLack()
                    ? ChainException.unproved(endpoint.name() + " on block " + block + ": " + no.getMessage())
                    : no;
        }
    }

    /** The root says nothing of where the logs are: their block they name themselves, and their places follow from their order. */
    private static boolean arePlaced(BlockHeader header, List<Receipt> receipts) {
        int logs = 0;
        for (int i = 0; i < receipts.size(); i++) {
            for (LogEntry entry : receipts.get(i).logs()) {
                boolean fits = entry.blockHash().equals(header.hash())
                        && entry.blockNumber() == header.number()
                        && entry.txHash().equals(receipts.get(i).txHash())
                        && entry.txIndex() == i
                        && entry.logIndex() == logs++;
                if (!fits) return false;
            }
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

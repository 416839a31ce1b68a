package io.gridwork.indexer.source;

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
import java.util.Optional;

/** The logs of a block from receipts that belong to the receipts root in its header, whoever gives them. */
final class ProvedReceipts {
    /** {@code refusal}: why the receipts prove nothing, empty where {@code logs} are proved. */
    private record Attempt(List<LogEntry> logs, String refusal) {}

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
        Attempt first = endpoints.ask(client -> attempt(client, header, rootNeeded));
        if (first.refusal().isEmpty()) return first.logs();
        List<String> refusals = new ArrayList<>(List.of(first.refusal()));
        Optional<Attempt> proof = endpoints
                .askEach(
                        client -> attempt(client, header, rootNeeded),
                        failure -> new Attempt(List.of(), failure.getMessage()))
                .peek(attempt -> refusals.add(attempt.refusal()))
                .filter(attempt -> attempt.refusal().isEmpty())
                .findFirst();
        if (proof.isPresent()) return proof.get().logs();
        requireSameBranch(header);
        throw new ChainException.Fatal(
                "the logs of block " + header.number() + " cannot be proved, and nothing of it was written: "
                        + String.join("; ", refusals.stream().distinct().toList())
                        + ". Give the --rpc of an archive node; for a chain whose headers tell nothing of logs, --verify none",
                null);
    }

    private void requireSameBranch(BlockHeader header) {
        boolean same = reader.header(header.number())
                .map(BlockHeader::hash)
                .filter(header.hash()::equals)
                .isPresent();
        if (!same) throw new BranchChanged(header.number());
    }

    private static Attempt attempt(ChainClient client, BlockHeader header, boolean rootNeeded) {
        String place = client.name() + ": block " + header.number();
        try {
            Optional<List<Receipt>> receipts = client.blockReceipts(BlockTag.at(header.number()));
            if (receipts.isEmpty()) return new Attempt(List.of(), place + ": it has no receipts of it");
            List<LogEntry> logs = receipts.get().stream()
                    .flatMap(each -> each.logs().stream())
                    .toList();
            if (proves(receipts.get(), logs, header, rootNeeded)) return new Attempt(logs, "");
            return new Attempt(List.of(), place + ": its receipts do not belong to the receipts root in the header");
        } catch (ChainException.Rejected rejected) {
            return new Attempt(List.of(), rejected.getMessage());
        } catch (Unprovable unprovable) {
            return new Attempt(
                    List.of(), place + ": " + unprovable.getMessage() + "; on such a chain take --verify bloom");
        }
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

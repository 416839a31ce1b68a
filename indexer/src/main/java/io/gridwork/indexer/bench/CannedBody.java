package io.gridwork.indexer.bench;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import java.util.ArrayList;
import java.util.List;

/**
 * The receipts and logs of a block as far as they do not depend on it, so that many blocks can share them: neither a
 * bloom filter nor a receipts root knows which block it is of.
 *
 * @param logBytes bytes of its logs' JSON, the fields of the block left out
 */
public record CannedBody(
        List<CannedReceipt> receipts, List<CannedLog> logs, Bytes logsBloom, Hash32 receiptsRoot, int logBytes) {

    /** @param logs in order; those of one transaction follow on each other */
    static CannedBody of(List<CannedLog> logs) {
        List<List<CannedLog>> transactions = new ArrayList<>();
        for (CannedLog log : logs) {
            while (transactions.size() <= log.txIndex()) transactions.add(new ArrayList<>());
            transactions.get(log.txIndex()).add(log);
        }
        List<CannedReceipt> receipts = new ArrayList<>();
        for (List<CannedLog> transaction : transactions) {
            receipts.add(CannedReceipt.of(receipts.size(), transaction));
        }
        return new CannedBody(
                List.copyOf(receipts),
                List.copyOf(logs),
                LogsBloom.union(receipts.stream().map(CannedReceipt::logsBloom).toList()),
                ReceiptsRoot.of(receipts),
                logs.stream().mapToInt(CannedLog::bytes).sum());
    }
}

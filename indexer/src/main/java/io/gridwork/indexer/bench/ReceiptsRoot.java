package io.gridwork.indexer.bench;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.Receipt;
import java.util.List;

/** Root of the Merkle-Patricia trie over a block's receipts. */
final class ReceiptsRoot {
    private static final BlockRef NOWHERE = new BlockRef(0, Hash32.ZERO);
    private static final int EIP_1559 = 2;

    private ReceiptsRoot() {}

    static Hash32 of(List<CannedReceipt> receipts) {
        return io.gridwork.indexer.proof.ReceiptsRoot.of(
                receipts.stream().map(ReceiptsRoot::receipt).toList());
    }

    /** With what counts for the root; the trie does not know which block it is of. */
    private static Receipt receipt(CannedReceipt receipt) {
        return new Receipt(
                Hash32.ZERO,
                receipt.txIndex(),
                NOWHERE,
                Address.ZERO,
                null,
                null,
                Receipt.Outcome.SUCCEEDED,
                CannedReceipt.GAS,
                receipt.cumulativeGas(),
                Uint256.ZERO,
                EIP_1559,
                null,
                receipt.logs().stream().map(ReceiptsRoot::log).toList());
    }

    private static LogEntry log(CannedLog log) {
        return new LogEntry(
                log.address(), log.topics(), log.data(), 0, Hash32.ZERO, null, Hash32.ZERO, log.txIndex(), 0, false);
    }
}

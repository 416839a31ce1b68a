package io.gridwork.indexer.proof;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import com.esaulpaugh.headlong.util.Integers;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.Receipt;
import java.util.List;

/**
 * A receipt as it lies in the receipts trie: RLP, after the type's byte where the transaction has a type (EIP-2718).
 *
 * @see <a href="https://eips.ethereum.org/EIPS/eip-2718#receipts">EIP-2718</a>
 * @see <a href="https://eips.ethereum.org/EIPS/eip-658">EIP-658: a status in place of the state root</a>
 */
final class ReceiptEncoding {
    /** Legacy, EIP-2930, EIP-1559, EIP-4844, EIP-7702: all with the same four fields. */
    private static final int NEWEST_TYPE = 4;

    private static final byte[] SUCCEEDED = {1};
    private static final byte[] FAILED = {};

    private ReceiptEncoding() {}

    /** @throws Unprovable for a type whose receipts have fields of their own, as those of some layer-2 chains, and where the status is missing */
    static byte[] of(Receipt receipt) {
        if (receipt.type() < 0 || receipt.type() > NEWEST_TYPE) {
            throw new Unprovable("transaction " + receipt.txHash() + " in block "
                    + receipt.block().number() + " has type " + receipt.type() + ", and only receipts of types 0 to "
                    + NEWEST_TYPE + " are understood");
        }
        byte[] fields = RLPEncoder.list(
                outcome(receipt),
                Integers.toBytes(receipt.cumulativeGasUsed()),
                LogsBloom.of(receipt.logs()).toArray(),
                receipt.logs().stream().map(ReceiptEncoding::log).toList());
        if (receipt.type() == 0) return fields;
        byte[] typed = new byte[1 + fields.length];
        typed[0] = (byte) receipt.type();
        System.arraycopy(fields, 0, typed, 1, fields.length);
        return typed;
    }

    private static byte[] outcome(Receipt receipt) {
        Hash32 stateRoot = receipt.stateRoot();
        if (stateRoot != null) return stateRoot.toArray();
        return switch (receipt.outcome()) {
            case SUCCEEDED -> SUCCEEDED;
            case REVERTED -> FAILED;
            case UNKNOWN ->
                throw new Unprovable("the receipt of transaction " + receipt.txHash() + " in block "
                        + receipt.block().number() + " has no status");
        };
    }

    private static List<Object> log(LogEntry log) {
        return List.of(
                log.address().toArray(),
                log.topics().stream().map(Hash32::toArray).toList(),
                log.data().toArray());
    }
}

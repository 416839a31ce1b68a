package io.gridwork.indexer.bench;

import io.gridwork.abi.Bytes;
import java.util.List;

/**
 * What a transaction left, as far as it does not depend on its block: a successful one of type 2 (EIP-1559).
 *
 * @param cumulativeGas gas of the block's transactions up to and with this one
 * @param logsBloom 256 bytes
 */
public record CannedReceipt(int txIndex, long cumulativeGas, Bytes logsBloom, List<CannedLog> logs) {
    static final long GAS = 51_000;

    static CannedReceipt of(int txIndex, List<CannedLog> logs) {
        return new CannedReceipt(txIndex, GAS * (txIndex + 1), LogsBloom.of(logs), List.copyOf(logs));
    }
}

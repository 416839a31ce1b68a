package io.gridwork.indexer.decode;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes rows of decoded logs. What a row shares with the one before it (block, transaction, contract) is made and kept once:
 * rows wait for the writer by the ten thousand. Of one thread.
 */
final class RowMaker {
    private Long block = -1L;
    private Long timestamp = -1L;
    private Hash32 tx = Hash32.ZERO;
    private String txHex = tx.hex();
    private Address address = Address.ZERO;
    private String addressHex = address.hex();

    /** @param replaced some string was not UTF-8 and now has U+FFFD in it */
    record Made(EventRow row, boolean replaced) {}

    Made row(EventTable table, LogEntry log, long blockTimestamp, EventDecoder.Decoded decoded) {
        List<Object> values = new ArrayList<>(
                EventTable.FIXED_COLUMNS.size() + table.columns().size());
        if (block != log.blockNumber()) block = log.blockNumber();
        if (timestamp != blockTimestamp) timestamp = blockTimestamp;
        values.add(block);
        values.add((long) log.logIndex());
        values.add(timestamp);
        values.add(hex(log.txHash()));
        values.add((long) log.txIndex());
        values.add(hex(log.address()));
        boolean replaced = ColumnValues.add(values, decoded.event().inputs(), decoded.values());
        return new Made(new EventRow(table, values), replaced);
    }

    private String hex(Hash32 hash) {
        if (!hash.equals(tx)) {
            tx = hash;
            txHex = hash.hex();
        }
        return txHex;
    }

    private String hex(Address selector) {
        if (!selector.equals(address)) {
            address = selector;
            addressHex = selector.hex();
        }
        return addressHex;
    }
}

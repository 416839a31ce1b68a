package io.gridwork.indexer.canned;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.event.Block;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.EventTables;
import java.util.List;
import java.util.Map;

/** The canned chain's token as tables, event sources and rows. */
public final class Tokens {
    public static final EventTable TRANSFERS = EventTables.of(
                    Map.of("token", ContractAbi.parse(CannedChain.ABI).events()))
            .getFirst();
    public static final EventTable NOTES = EventTables.of(
                    Map.of("token", ContractAbi.parse(CannedChain.NOTE_ABI).events()))
            .getFirst();
    public static final EventSource TRANSFER_SOURCE = new EventSource(TRANSFERS, CannedChain.TOKEN);
    /** Of the logs at the same address that have the shape of ERC-721's event. */
    public static final EventSource NFT_SOURCE = new EventSource(
            EventTables.of(Map.of(
                            "nft",
                            ContractAbi.parse(CannedChain.ABI.replace(
                                            "\"uint256\",\"indexed\":false", "\"uint256\",\"indexed\":true"))
                                    .events()))
                    .getFirst(),
            CannedChain.TOKEN);

    public static final EventSource NOTE_SOURCE = new EventSource(NOTES, CannedChain.TOKEN);
    public static final EventSource OTHER_SOURCE = new EventSource(TRANSFERS, CannedChain.OTHER);

    private Tokens() {}

    public static LogEntry log(Address token, long block, int index, long value) {
        return new LogEntry(
                token,
                List.of(CannedChain.TRANSFER, Hash32.ZERO, new Hash32(0, 0, 0, 7)),
                Uint256.of(value).toWord().toBytes(),
                block,
                hash(block, 0),
                null,
                Keccak256.hash("tx" + block),
                0,
                index,
                false);
    }

    public static EventRow row(Address token, long block, int index, long value) {
        Bytes from = Bytes.wrap(Address.ZERO.toArray());
        return EventRow.of(
                TRANSFERS,
                log(token, block, index, value),
                1000 + block,
                List.of(from.hex(), "0x0000000000000000000000000000000000000007", Long.toString(value)));
    }

    public static Block block(long number, int branch) {
        return new Block(number, hash(number, branch), hash(number - 1, branch), 1000 + number);
    }

    private static Hash32 hash(long number, int branch) {
        return Keccak256.hash("block " + number + " of branch " + branch);
    }
}

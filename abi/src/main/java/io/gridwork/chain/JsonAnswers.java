package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.rpc.HexJson;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonToken;

/** The objects of the execution API, read from a stream of tokens straight into values: no tree, no text kept. */
final class JsonAnswers {
    /** Far more blocks than any chain has. A number above it would overflow where others are added to it. */
    private static final long HIGHEST_BLOCK = 1L << 53;

    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    private JsonAnswers() {}

    static long blockNumber(HexJson json) {
        return atMost(HIGHEST_BLOCK, json, "block number");
    }

    static long timestamp(HexJson json) {
        return atMost(LAST_SECOND, json, "timestamp");
    }

    private static long atMost(long most, HexJson json, String what) {
        long number = json.number();
        if (number <= most) return number;
        throw new IllegalArgumentException("no " + what + " is as large as " + number);
    }

    static List<Receipt> receipts(HexJson json) {
        return json.list(() -> receipt(json));
    }

    static BlockHeader header(HexJson json) {
        long number = -1;
        Hash32 hash = null;
        Hash32 parentHash = null;
        long timestamp = 0;
        Bytes logsBloom = Bytes.EMPTY;
        Hash32 receiptsRoot = Hash32.ZERO;
        long gasLimit = 0;
        long gasUsed = 0;
        Uint256 baseFee = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_NULL) continue;
            switch (name) {
                case "number" -> number = blockNumber(json);
                case "hash" -> hash = json.hash();
                case "parentHash" -> parentHash = json.hash();
                case "timestamp" -> timestamp = timestamp(json);
                case "logsBloom" -> logsBloom = json.bytes();
                case "receiptsRoot" -> receiptsRoot = json.hash();
                case "gasLimit" -> gasLimit = json.number();
                case "gasUsed" -> gasUsed = json.number();
                case "baseFeePerGas" -> baseFee = json.quantity();
                default -> json.skipChildren();
            }
        }
        if (hash == null || parentHash == null || number < 0) {
            throw new IllegalArgumentException("a block lacks number, hash or parent hash");
        }
        return new BlockHeader(
                number, hash, parentHash, timestamp, logsBloom, receiptsRoot, gasLimit, gasUsed, baseFee);
    }

    static Receipt receipt(HexJson json) {
        Hash32 txHash = null;
        int txIndex = 0;
        long blockNumber = -1;
        Hash32 blockHash = null;
        Address from = null;
        Address to = null;
        Address created = null;
        Long status = null;
        Hash32 stateRoot = null;
        long gasUsed = 0;
        long cumulative = 0;
        Uint256 price = null;
        int type = 0;
        List<LogEntry> logs = List.of();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_NULL) continue;
            switch (name) {
                case "transactionHash" -> txHash = json.hash();
                case "transactionIndex" -> txIndex = json.index();
                case "blockNumber" -> blockNumber = blockNumber(json);
                case "blockHash" -> blockHash = json.hash();
                case "from" -> from = json.address();
                case "to" -> to = json.orNull(json::address);
                case "contractAddress" -> created = json.orNull(json::address);
                case "status" -> status = json.numberOrNull();
                case "root" -> stateRoot = json.orNull(json::hash);
                case "gasUsed" -> gasUsed = json.number();
                case "cumulativeGasUsed" -> cumulative = json.number();
                case "effectiveGasPrice" -> price = json.orNull(json::quantity);
                case "type" -> type = json.index();
                case "logs" -> logs = JsonLogs.read(json);
                default -> json.skipChildren();
            }
        }
        if (txHash == null || blockHash == null || from == null || blockNumber < 0) {
            throw new IllegalArgumentException("a receipt lacks transaction hash, block or sender");
        }
        BlockRef block = new BlockRef(blockNumber, blockHash);
        return new Receipt(
                txHash,
                txIndex,
                block,
                from,
                to,
                created,
                status == null
                        ? Receipt.Outcome.UNKNOWN
                        : status == 1 ? Receipt.Outcome.SUCCEEDED : Receipt.Outcome.REVERTED,
                gasUsed,
                cumulative,
                price == null ? Uint256.ZERO : price,
                type,
                status == null ? stateRoot : null,
                logs);
    }
}

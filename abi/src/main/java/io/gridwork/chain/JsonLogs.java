package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.rpc.HexJson;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads the logs of one answer. What a log shares with the one before it (contract, event, block, transaction) is kept
 * once: in an answer of many thousands that is a third of the memory.
 */
final class JsonLogs {
    private Address address = Address.ZERO;
    private Hash32 topic0 = Hash32.ZERO;
    private Hash32 blockHash = Hash32.ZERO;
    private Hash32 txHash = Hash32.ZERO;
    private @Nullable Long blockTimestamp;

    /** One for all logs of an answer. */
    private final Supplier<Long> anyTimestamp;

    private JsonLogs(HexJson json) {
        this.anyTimestamp = () -> JsonAnswers.timestamp(json);
    }

    static List<LogEntry> read(HexJson json) {
        JsonLogs logs = new JsonLogs(json);
        return json.list(() -> logs.log(json));
    }

    private LogEntry log(HexJson json) {
        Address from = null;
        List<Hash32> topics = null;
        Bytes data = null;
        long blockNumber = -1;
        Hash32 block = null;
        Long timestamp = null;
        Hash32 tx = null;
        int txIndex = -1;
        int logIndex = -1;
        boolean removed = false;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_NULL) continue;
            switch (name) {
                case "address" -> from = address = shared(address, json.address());
                case "topics" -> topics = topics(json);
                case "data" -> data = json.bytes();
                case "blockNumber" -> blockNumber = JsonAnswers.blockNumber(json);
                case "blockHash" -> block = blockHash = shared(blockHash, json.hash());
                case "blockTimestamp" -> timestamp = timestamp(json.orNull(anyTimestamp));
                case "transactionHash" -> tx = txHash = shared(txHash, json.hash());
                case "transactionIndex" -> txIndex = json.index();
                case "logIndex" -> logIndex = json.index();
                case "removed" -> removed = json.getBooleanValue();
                default -> json.skipChildren();
            }
        }
        if (from == null || topics == null || data == null || block == null || tx == null) {
            throw new IllegalArgumentException("a log lacks address, topics, data, block hash or transaction hash");
        }
        if (blockNumber < 0 || txIndex < 0 || logIndex < 0) {
            throw new IllegalArgumentException("a log lacks block number, transaction index or log index");
        }
        return new LogEntry(from, topics, data, blockNumber, block, timestamp, tx, txIndex, logIndex, removed);
    }

    private @Nullable Long timestamp(@Nullable Long now) {
        if (now != null) blockTimestamp = shared(blockTimestamp, now);
        return now == null ? null : blockTimestamp;
    }

    private static <T> T shared(@Nullable T before, T now) {
        return before != null && Objects.equals(before, now) ? before : now;
    }

    private List<Hash32> topics(HexJson json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("the topics of a log are no list, but " + json.currentToken());
        }
        Hash32[] topics = new Hash32[4];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == topics.length) throw new IllegalArgumentException("a log has more than four topics");
            topics[count++] = json.hash();
        }
        if (count > 0) topics[0] = topic0 = shared(topic0, topics[0]);
        return switch (count) {
            case 0 -> List.of();
            case 1 -> List.of(topics[0]);
            case 2 -> List.of(topics[0], topics[1]);
            case 3 -> List.of(topics[0], topics[1], topics[2]);
            default -> List.of(topics);
        };
    }
}

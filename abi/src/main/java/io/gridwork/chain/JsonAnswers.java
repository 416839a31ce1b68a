package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Hex;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The objects of the execution API, read from a stream of tokens straight into values: no tree, no text kept. */
final class JsonAnswers {
    private JsonAnswers() {}

    static Hash32 hash(JsonParser json) {
        requireText(json);
        return Hash32.parse(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    }

    static Address address(JsonParser json) {
        requireText(json);
        return Address.parse(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
    }

    static Bytes bytes(JsonParser json) {
        requireText(json);
        return Bytes.wrap(Hex.decode(json.getStringCharacters(), json.getStringOffset(), json.getStringLength()));
    }

    static Uint256 quantity(JsonParser json) {
        requireText(json);
        return Uint256.parse(json.getString());
    }

    /** A quantity that fits 63 bits. */
    static long number(JsonParser json) {
        requireText(json);
        char[] text = json.getStringCharacters();
        int offset = json.getStringOffset();
        int length = json.getStringLength();
        long value = 0;
        for (int i = offset + 2; i < offset + length; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0 || value >>> 59 != 0) throw notANumber(json);
            value = value << 4 | digit;
        }
        if (length < 3 || text[offset] != '0' || text[offset + 1] != 'x') throw notANumber(json);
        return value;
    }

    private static IllegalArgumentException notANumber(JsonParser json) {
        return new IllegalArgumentException(
                "\"" + json.currentName() + "\" is no quantity of 63 bits: \"" + json.getString() + '"');
    }

    private static void requireText(JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException(
                    "\"" + json.currentName() + "\" should be text, but is " + json.currentToken());
        }
    }

    static List<Receipt> receipts(JsonParser json) {
        List<Receipt> list = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            list.add(receipt(json));
        }
        return list;
    }

    static BlockHeader header(JsonParser json) {
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
                case "number" -> number = number(json);
                case "hash" -> hash = hash(json);
                case "parentHash" -> parentHash = hash(json);
                case "timestamp" -> timestamp = number(json);
                case "logsBloom" -> logsBloom = bytes(json);
                case "receiptsRoot" -> receiptsRoot = hash(json);
                case "gasLimit" -> gasLimit = number(json);
                case "gasUsed" -> gasUsed = number(json);
                case "baseFeePerGas" -> baseFee = quantity(json);
                default -> json.skipChildren();
            }
        }
        if (hash == null || parentHash == null || number < 0) {
            throw new IllegalArgumentException("a block lacks number, hash or parent hash");
        }
        return new BlockHeader(
                number, hash, parentHash, timestamp, logsBloom, receiptsRoot, gasLimit, gasUsed, baseFee);
    }

    static Receipt receipt(JsonParser json) {
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
        Uint256 price = Uint256.ZERO;
        int type = 0;
        List<LogEntry> logs = List.of();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_NULL) continue;
            switch (name) {
                case "transactionHash" -> txHash = hash(json);
                case "transactionIndex" -> txIndex = Math.toIntExact(number(json));
                case "blockNumber" -> blockNumber = number(json);
                case "blockHash" -> blockHash = hash(json);
                case "from" -> from = address(json);
                case "to" -> to = address(json);
                case "contractAddress" -> created = address(json);
                case "status" -> status = number(json);
                case "root" -> stateRoot = hash(json);
                case "gasUsed" -> gasUsed = number(json);
                case "cumulativeGasUsed" -> cumulative = number(json);
                case "effectiveGasPrice" -> price = quantity(json);
                case "type" -> type = Math.toIntExact(number(json));
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
                status != null && status == 1,
                gasUsed,
                cumulative,
                price,
                type,
                status == null ? stateRoot : null,
                logs);
    }
}

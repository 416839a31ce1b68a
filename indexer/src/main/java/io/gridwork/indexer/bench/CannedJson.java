package io.gridwork.indexer.bench;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.util.Collection;
import java.util.function.Predicate;

/** Blocks, logs and receipts as a node writes them. */
final class CannedJson {
    private static final Address SENDER = Address.parse("0x3000000000000000000000000000000000000003");
    /** Bytes of a log's fields that belong to its block and transaction. */
    private static final int PLACE_BYTES = 320;

    private final boolean timestamps;

    /** @param timestamps whether logs carry the time of their block */
    CannedJson(boolean timestamps) {
        this.timestamps = timestamps;
    }

    byte[] logs(Collection<CannedBlock> blocks, Predicate<CannedLog> wanted) {
        int size = 2;
        for (CannedBlock block : blocks) {
            size += block.body().logBytes() + PLACE_BYTES * block.logs().size();
        }
        AsciiBuffer json = new AsciiBuffer(size).put("[");
        String comma = "";
        for (CannedBlock block : blocks) {
            byte[] place = place(block);
            for (CannedLog log : block.logs()) {
                if (!wanted.test(log)) continue;
                json.put(comma);
                log.render(json, place, block.txHash(log.txIndex()));
                comma = ",";
            }
        }
        return json.put("]").toBytes();
    }

    /** The fields that all logs of a block share. */
    private byte[] place(CannedBlock block) {
        AsciiBuffer json = new AsciiBuffer(200)
                .put("\"blockNumber\":\"")
                .putQuantity(block.number())
                .put("\",\"blockHash\":\"" + block.hash() + "\",");
        if (timestamps) {
            json.put("\"blockTimestamp\":\"").putQuantity(block.timestamp()).put("\",");
        }
        return json.put("\"transactionHash\":\"0x").toBytes();
    }

    /** A header with the hashes of its transactions. */
    byte[] block(CannedBlock block) {
        int transactions = block.body().receipts().size();
        AsciiBuffer json = new AsciiBuffer(2_000 + 70 * transactions)
                .put("{\"number\":\"")
                .putQuantity(block.number())
                .put("\",\"hash\":\"" + block.hash() + "\",\"parentHash\":\"" + block.parent() + "\",\"timestamp\":\"")
                .putQuantity(block.timestamp())
                .put("\",\"logsBloom\":\"" + block.body().logsBloom().hex())
                .put("\",\"receiptsRoot\":\"" + block.body().receiptsRoot())
                .put("\",\"miner\":\"" + SENDER.hex() + "\",\"gasLimit\":\"0x2255100\",\"gasUsed\":\"")
                .putQuantity(CannedReceipt.GAS * transactions)
                .put("\",\"baseFeePerGas\":\"0x3b9aca00\",\"uncles\":[],\"transactions\":[");
        for (int i = 0; i < transactions; i++) {
            json.put((i == 0 ? "\"" : ",\"") + block.txHash(i) + "\"");
        }
        return json.put("]}").toBytes();
    }

    byte[] receipts(CannedBlock block) {
        byte[] place = place(block);
        AsciiBuffer json = new AsciiBuffer(4_000).put("[");
        for (CannedReceipt receipt : block.body().receipts()) {
            if (receipt.txIndex() > 0) json.put(",");
            receipt(json, block, place, receipt);
        }
        return json.put("]").toBytes();
    }

    private static void receipt(AsciiBuffer json, CannedBlock block, byte[] place, CannedReceipt receipt) {
        Hash32 tx = block.txHash(receipt.txIndex());
        json.put("{\"transactionHash\":\"" + tx + "\",\"transactionIndex\":\"")
                .putQuantity(receipt.txIndex())
                .put("\",\"blockNumber\":\"")
                .putQuantity(block.number())
                .put("\",\"blockHash\":\"" + block.hash() + "\",\"from\":\"" + SENDER.hex() + "\",\"to\":\""
                        + CannedChain.TOKEN.hex() + "\",\"contractAddress\":null,\"cumulativeGasUsed\":\"")
                .putQuantity(receipt.cumulativeGas())
                .put("\",\"gasUsed\":\"")
                .putQuantity(CannedReceipt.GAS)
                .put("\",\"effectiveGasPrice\":\"0x3b9aca07\",\"type\":\"0x2\",\"status\":\"0x1\",\"logsBloom\":\""
                        + receipt.logsBloom().hex() + "\",\"logs\":[");
        for (int i = 0; i < receipt.logs().size(); i++) {
            if (i > 0) json.put(",");
            receipt.logs().get(i).render(json, place, tx);
        }
        json.put("]}");
    }
}

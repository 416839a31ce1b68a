package io.gridwork.indexer.canned;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A chain made from a seed: blocks with ERC-20 transfers, now and then a log that no ERC-20 ABI explains, and logs of
 * contracts that nobody asked for. Reorganisations replace its newest blocks by others.
 */
public final class CannedChain {
    public static final long CHAIN_ID = 4242;
    public static final Address TOKEN = Address.parse("0x1000000000000000000000000000000000000001");
    public static final Address OTHER = Address.parse("0x2000000000000000000000000000000000000002");
    public static final Hash32 TRANSFER = Keccak256.hash("Transfer(address,address,uint256)");
    public static final String ABI = """
            [{"type":"event","name":"Transfer","inputs":[
               {"name":"from","type":"address","indexed":true},
               {"name":"to","type":"address","indexed":true},
               {"name":"value","type":"uint256","indexed":false}]}]""";

    /** A log of a block; {@code json} is what a node would answer. */
    public record CannedLog(Address address, Hash32 topic0, String json) {}

    /** A block with its logs. */
    public record CannedBlock(long number, Hash32 hash, Hash32 parent, long timestamp, List<CannedLog> logs) {}

    private final Random random;
    private final int mostLogs;
    private final boolean timestamps;
    private final List<CannedBlock> blocks = new ArrayList<>();

    /**
     * A chain with only its first block.
     *
     * @param mostLogs logs in a block at most
     * @param timestamps whether logs carry the time of their block
     */
    public CannedChain(long seed, int mostLogs, boolean timestamps) {
        this.random = new Random(seed);
        this.mostLogs = mostLogs;
        this.timestamps = timestamps;
        append(1);
    }

    public synchronized List<CannedBlock> blocks() {
        return List.copyOf(blocks);
    }

    public synchronized long head() {
        return blocks.size() - 1L;
    }

    public synchronized CannedChain append(int count) {
        for (int i = 0; i < count; i++) {
            blocks.add(next());
        }
        return this;
    }

    /** Other blocks in place of the newest {@code depth}, never of the first one. */
    public synchronized void reorganise(int depth, int replacement) {
        int dropped = (int) Math.min(depth, head());
        for (int i = 0; i < dropped; i++) {
            blocks.removeLast();
        }
        append(replacement);
    }

    private CannedBlock next() {
        long number = blocks.size();
        Hash32 parent = blocks.isEmpty() ? Hash32.ZERO : blocks.getLast().hash();
        Hash32 hash = random32();
        long timestamp = 1_700_000_000 + 12 * number;
        List<CannedLog> logs = new ArrayList<>();
        int count = number == 0 || random.nextInt(3) == 0 ? 0 : random.nextInt(mostLogs + 1);
        for (int i = 0; i < count; i++) {
            logs.add(log(number, hash, timestamp, i));
        }
        return new CannedBlock(number, hash, parent, timestamp, logs);
    }

    private CannedLog log(long number, Hash32 blockHash, long timestamp, int index) {
        int kind = random.nextInt(20);
        Address address = kind == 0 ? OTHER : TOKEN;
        Hash32 topic0 = kind == 1 ? Keccak256.hash("Unheard(uint256)") : TRANSFER;
        List<Hash32> topics = new ArrayList<>(List.of(topic0, someone(), someone()));
        Bytes data = new Uint256(kind == 3 ? 0 : random.nextLong(), 0, random.nextLong(), random.nextLong())
                .toWord()
                .toBytes();
        if (kind == 2) { // as ERC-721 has it
            topics.add(data.hashAt(0));
            data = Bytes.EMPTY;
        }
        StringBuilder json = new StringBuilder(600);
        json.append("{\"address\":\"").append(address.hex()).append("\",\"topics\":[");
        for (Hash32 topic : topics) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append('"')
                    .append(topic.hex())
                    .append('"');
        }
        json.append("],\"data\":\"")
                .append(data.hex())
                .append("\",\"blockNumber\":\"0x")
                .append(Long.toHexString(number))
                .append("\",\"blockHash\":\"")
                .append(blockHash.hex())
                .append(timestamps ? "\",\"blockTimestamp\":\"0x" + Long.toHexString(timestamp) : "")
                .append("\",\"transactionHash\":\"")
                .append(Keccak256.hash(blockHash.hex() + index / 3).hex())
                .append("\",\"transactionIndex\":\"0x")
                .append(Integer.toHexString(index / 3))
                .append("\",\"logIndex\":\"0x")
                .append(Integer.toHexString(index))
                .append("\",\"removed\":false}");
        return new CannedLog(address, topic0, json.toString());
    }

    private Hash32 someone() {
        return new Hash32(0, 0, 0, 1 + random.nextInt(50));
    }

    private Hash32 random32() {
        byte[] bytes = new byte[Hash32.BYTES];
        random.nextBytes(bytes);
        return Hash32.of(ByteBuffer.wrap(bytes).array());
    }
}

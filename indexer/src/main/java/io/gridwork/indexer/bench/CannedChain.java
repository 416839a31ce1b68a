package io.gridwork.indexer.bench;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A chain made from a seed, the same for the same seed and the same calls. Its blocks share a small number of bodies, so
 * that tens of millions of logs fit in memory; block and transaction hashes differ, and hold together as a node's do.
 * Reorganisations replace its newest blocks by others. Safe to share between threads.
 */
public final class CannedChain {
    public static final long CHAIN_ID = 4242;
    public static final Address TOKEN = Address.parse("0x1000000000000000000000000000000000000001");
    public static final Address OTHER = Address.parse("0x2000000000000000000000000000000000000002");
    public static final Hash32 TRANSFER = Keccak256.hash("Transfer(address,address,uint256)");
    public static final Hash32 NOTE = Keccak256.hash("Note(string)");
    public static final String ABI = """
            [{"type":"event","name":"Transfer","inputs":[
               {"name":"from","type":"address","indexed":true},
               {"name":"to","type":"address","indexed":true},
               {"name":"value","type":"uint256","indexed":false}]}]""";
    public static final String NOTE_ABI = """
            [{"type":"event","name":"Note","inputs":[{"name":"text","type":"string","indexed":false}]}]""";

    private final Random random;
    private final List<CannedBody> bodies;
    private final boolean timestamps;
    private final List<CannedBlock> blocks = new ArrayList<>();

    /**
     * A chain with only its first block, which is empty as each first one is. Later blocks have transfers, now and then a
     * note with any text, a log that no ERC-20 ABI explains, and logs of a contract that nobody asked for.
     *
     * @param mostLogs logs in a block at most
     * @param timestamps whether logs carry the time of their block
     */
    public CannedChain(long seed, int mostLogs, boolean timestamps) {
        this(seed, CannedBodies.mixed(seed, mostLogs), timestamps);
    }

    private CannedChain(long seed, List<CannedBody> bodies, boolean timestamps) {
        this.random = new Random(seed);
        this.bodies = bodies;
        this.timestamps = timestamps;
        blocks.add(CannedBlock.after(Hash32.ZERO, 0, seed, CannedBody.of(List.of())));
    }

    /** Just {@code events} ERC-20 transfers, {@code perBlock} in each block but the last. */
    public static CannedChain ofTransfers(long events, int perBlock) {
        CannedChain chain = new CannedChain(0, CannedBodies.transfers(0, perBlock), true);
        chain.append(Math.toIntExact(events / perBlock));
        int rest = (int) (events % perBlock);
        if (rest > 0) chain.add(CannedBodies.transfers(0, rest).getFirst());
        return chain;
    }

    /** Whether logs carry the time of their block. */
    boolean timestamps() {
        return timestamps;
    }

    public synchronized List<CannedBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** Blocks {@code from} to {@code to}, both included, as far as they are there. */
    public synchronized List<CannedBlock> blocks(long from, long to) {
        int end = (int) Math.min(to + 1, blocks.size());
        return from >= end ? List.of() : List.copyOf(blocks.subList((int) from, end));
    }

    public synchronized Optional<CannedBlock> block(long number) {
        return number < blocks.size() ? Optional.of(blocks.get((int) number)) : Optional.empty();
    }

    public synchronized Optional<CannedBlock> block(Hash32 hash) {
        return blocks.stream().filter(block -> block.hash().equals(hash)).findFirst();
    }

    public synchronized long head() {
        return blocks.size() - 1L;
    }

    public synchronized CannedChain append(int count) {
        for (int i = 0; i < count; i++) {
            add(bodies.get(random.nextInt(bodies.size())));
        }
        return this;
    }

    /** One block with just these logs. */
    public synchronized CannedChain append(List<CannedLog> logs) {
        add(CannedBody.of(logs));
        return this;
    }

    private synchronized void add(CannedBody body) {
        blocks.add(CannedBlock.after(blocks.getLast().hash(), blocks.size(), random.nextLong(), body));
    }

    /** Other blocks in place of the newest {@code depth}, never of the first one. */
    public synchronized void reorganise(int depth, int replacement) {
        int dropped = (int) Math.min(depth, head());
        for (int i = 0; i < dropped; i++) {
            blocks.removeLast();
        }
        append(replacement);
    }
}

package io.gridwork.testchain;

import java.time.Duration;
import java.util.List;

/** A chain on anvil, with what only anvil offers: time travel, snapshots, reorgs, mining on demand. */
public final class AnvilChain extends TestChain {

    /** A point to come back to, once: reverting to it uses it up. */
    public record Snapshot(String id) {}

    AnvilChain(NodeProcess node) {
        super(node);
    }

    @Override
    public String engine() {
        return AnvilEngine.NAME;
    }

    @Override
    public void nextBlock() {
        mine(1);
    }

    @Override
    public void passTime(Duration time) {
        rpc().call("evm_increaseTime", time.toSeconds());
        mine(1);
    }

    /** Mines {@code blocks} blocks, with the pending transactions in the first. */
    public void mine(int blocks) {
        rpc().call("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    /** Whether each transaction gets a block at once; off, it stays pending until {@link #mine}. */
    public void mineOnTransaction(boolean on) {
        rpc().call("evm_setAutomine", on);
    }

    public Snapshot snapshot() {
        return new Snapshot(rpc().callForString("evm_snapshot"));
    }

    /**
     * Goes back to a snapshot.
     *
     * @throws NodeException if the snapshot is used up or of another chain
     */
    public void revert(Snapshot snapshot) {
        if (!Boolean.TRUE.equals(rpc().call("evm_revert", snapshot.id)))
            throw new NodeException(this + " has no snapshot " + snapshot.id + " any more; take a new one");
    }

    /**
     * Replaces the newest {@code depth} blocks by as many empty ones; their transactions are gone from the chain. The
     * head keeps its number.
     */
    public void reorg(int depth) {
        rpc().call("anvil_reorg", depth, List.of());
    }
}

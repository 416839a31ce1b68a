package io.gridwork.testchain;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A running node with a chain of its own, whose accounts {@link TestAccount#ALL} are funded. Close it to end the node.
 *
 * <p>What is here works on every engine. Snapshots and reorgs are on {@link AnvilChain}, because no other engine has them.
 */
public abstract sealed class TestChain implements AutoCloseable permits AnvilChain, BesuChain {

    /** The chain id of every engine, so that nothing a test does depends on which one it runs on. */
    public static final long CHAIN_ID = 1337;

    /** Rules of every engine: the newest that both know. */
    static final String HARD_FORK = "prague";

    private final NodeProcess node;
    private final JsonRpc rpc;

    TestChain(NodeProcess node) {
        this.node = node;
        this.rpc = new JsonRpc(node.endpoints().http());
    }

    /** Name of the engine: {@code besu} or {@code anvil}. */
    public abstract String engine();

    /** Lets one more block come, and waits until it is there. */
    public abstract void nextBlock();

    /**
     * Lets the chain's clock go on: afterwards the newest block is at least {@code time} younger than the one before the
     * call. At once on anvil; Besu has no time travel, so there it takes that long.
     */
    public abstract void passTime(Duration time);

    /** HTTP JSON-RPC, on loopback. */
    public URI rpcUrl() {
        return node.endpoints().http();
    }

    /** WebSocket JSON-RPC, on loopback. */
    public URI webSocketUrl() {
        return node.endpoints().webSocket();
    }

    public long chainId() {
        return CHAIN_ID;
    }

    public List<TestAccount> accounts() {
        return TestAccount.ALL;
    }

    public JsonRpc rpc() {
        return rpc;
    }

    public Path dataFolder() {
        return node.folder();
    }

    public Path log() {
        return node.process().log();
    }

    /** The node's process, for tests that want it dead. */
    public ChildProcess process() {
        return node.process();
    }

    /** Number of the newest block. */
    public long blockNumber() {
        return rpc.callForLong("eth_blockNumber");
    }

    /** Timestamp of the newest block, in seconds since 1970. */
    public long blockTimestamp() {
        if (rpc.call("eth_getBlockByNumber", "latest", false) instanceof Map<?, ?> block
                && block.get("timestamp") instanceof String time) return JsonRpc.quantity(time);
        throw new NodeException(rpcUrl() + " gave no timestamp for its newest block");
    }

    /** Ends the node, and deletes its folder where that was a temporary one. */
    @Override
    public void close() {
        node.close();
    }

    @Override
    public String toString() {
        return engine() + " at " + rpcUrl();
    }

    void await(String what, Duration limit, BooleanSupplier reached) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline)
                throw new NodeException(this + ": no " + what + " within " + limit.toSeconds()
                        + " s; the end of its log:\n" + process().logTail(20));
            try {
                if (process().awaitExit(Duration.ofMillis(50))) throw new NodeException(this + " has ended");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NodeException("interrupted while waiting for " + what, e);
            }
        }
    }
}

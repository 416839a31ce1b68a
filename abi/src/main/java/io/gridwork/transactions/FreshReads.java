package io.gridwork.transactions;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the chain no earlier than at a given block. Behind one URL there may be several nodes, and the one that answers may
 * lag some blocks behind the one that has our transaction's receipt. Safe to share between threads.
 */
public final class FreshReads {
    /** A block or two on most chains. A node that lags more is not worth waiting for. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ChainClient client;
    private final Duration patience;
    private long lowest;

    public FreshReads(ChainClient client) {
        this(client, PATIENCE);
    }

    /** @param patience how long an endpoint that lags is waited for */
    public FreshReads(ChainClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** From now on, nothing is read at an earlier block. */
    public synchronized FreshReads from(long block) {
        lowest = Math.max(lowest, block);
        return this;
    }

    /** The chain is shorter than it was: there are no later blocks to wait for. */
    synchronized void shortenedTo(long block) {
        lowest = Math.min(lowest, block);
    }

    private synchronized long lowest() {
        return lowest;
    }

    /** Asks at the newest block, waiting for an endpoint that lags. {@code question} may be asked several times. */
    public <T> T read(Function<BlockTag, T> question) {
        long from = lowest();
        return from == 0 ? question.apply(BlockTag.LATEST) : readAtOrAfter(from, question);
    }

    /**
     * The same at that block or later. {@code question} can throw {@link ChainException.Retryable} when an answer shows that
     * the node lags.
     */
    public <T> T readAtOrAfter(long block, Function<BlockTag, T> question) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.apply(newest(Math.max(block, lowest())));
            } catch (ChainException.Retryable behind) {
                if (System.nanoTime() >= deadline) throw behind;
            } catch (ChainException.Rejected rejected) {
                if (!rejected.isLack() || System.nanoTime() >= deadline) throw rejected;
            }
            Timer.pause(PAUSE);
        }
    }

    private BlockTag newest(long from) {
        if (from == 0) return BlockTag.LATEST;
        long head = client.blockNumber();
        if (head >= from) return BlockTag.at(head);
        throw new ChainException.Retryable(
                client.name() + " is behind: its newest block is " + head + ", and block " + from
                        + " must be seen; ask a node that is in sync",
                null);
    }

    /** The receipt of a transaction that is known to be in a block; empty when the node does not have it after a while either. */
    public Optional<Receipt> receipt(Hash32 transaction) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Receipt> receipt = client.receipt(transaction);
        while (receipt.isEmpty() && System.nanoTime() < deadline) {
            Timer.pause(PAUSE);
            receipt = client.receipt(transaction);
        }
        receipt.ifPresent(found -> from(found.block().number()));
        return receipt;
    }
}

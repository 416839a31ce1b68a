package io.gridwork.chain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain, reorganisations included. It reads ranges with {@code eth_getLogs} and installs no filter at the node, because a
 * node can forget one. Updates come in order, and a replaced block is reverted only when its replacement
 * has been read. The caller owns the thread; not to be shared between threads.
 */
public final class ChainFollower {
    private static final int ANCESTOR_STEP = 32;

    private final ChainClient client;
    private final FollowerOptions options;
    private final BlockRange source;
    private final KnownBlocks known;
    private final long firstBlock;
    private final Deque<ChainUpdate> ready = new ArrayDeque<>();
    private long range;
    private long finalized = -1;

    private ChainFollower(
            ChainClient client, LogFilter filter, FollowerOptions options, KnownBlocks known, long firstBlock) {
        this.client = client;
        this.options = options;
        this.source = new BlockRange(client, filter);
        this.known = known;
        this.firstBlock = firstBlock;
        this.range = options.longestRange();
    }

    /** Starts with block {@code firstBlock}. */
    public static ChainFollower from(ChainClient client, LogFilter filter, long firstBlock, FollowerOptions options) {
        return new ChainFollower(client, filter, options, new KnownBlocks(options.window(), List.of()), firstBlock);
    }

    /**
     * Goes on where an earlier one stopped.
     *
     * @param known the newest blocks that the caller has applied, oldest first, without gaps: as many as it keeps, so
     *     that a reorg which happened in the meantime is seen
     * @param firstBlock the block it once started with
     */
    public static ChainFollower resume(
            ChainClient client, LogFilter filter, long firstBlock, List<BlockRef> known, FollowerOptions options) {
        return new ChainFollower(client, filter, options, new KnownBlocks(options.window(), known), firstBlock);
    }

    /**
     * The next update, or empty when the time is up without one.
     *
     * @throws ChainException.Retryable when the node does not answer; call again
     * @throws ChainException.Fatal when the chain has changed below the window, or below what was final
     */
    public Optional<ChainUpdate> next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Optional<ChainUpdate> update = poll();
            if (update.isPresent() || System.nanoTime() >= deadline) return update;
            pause();
        }
    }

    /** The next update if there is one now. Throws as {@link #next} does. */
    public Optional<ChainUpdate> poll() {
        if (ready.isEmpty()) {
            BlockHeader head = client.header(BlockTag.LATEST).orElse(null);
            if (head != null) look(head);
        }
        return Optional.ofNullable(ready.poll());
    }

    private void look(BlockHeader head) {
        BlockRef tip = known.tip();
        if (tip == null) {
            if (head.number() >= firstBlock) readOn(null, head);
        } else if (head.number() > tip.number()) {
            readOn(tip, head);
        } else {
            // A lagging endpoint shows an old block of this chain; one of another chain at that height is a
            // reorg.
            BlockRef ours = known.at(head.number());
            if (ours != null && !ours.equals(head.ref())) reorganise(head);
        }
        if (ready.isEmpty()) announceFinality();
    }

    private void readOn(@Nullable BlockRef tip, BlockHeader head) {
        long first = tip == null ? firstBlock : tip.number() + 1;
        ChainUpdate.BlocksApplied applied = read(first, head.number()).orElse(null);
        if (applied == null) return;
        if (tip == null || applied.headers().getFirst().parentHash().equals(tip.hash())) {
            apply(applied);
        } else {
            reorganise(head);
        }
    }

    /** Reads what replaces our blocks before it says that they are gone. */
    private void reorganise(BlockHeader head) {
        long ancestor = commonAncestor(head);
        if (ancestor < finalized) {
            throw new ChainException.Fatal(
                    client.name() + " has replaced block " + finalized
                            + ", which was final; is it a node of this chain?",
                    null);
        }
        List<BlockRef> gone = known.above(ancestor);
        if (gone.isEmpty()) return; // the endpoint is back on our chain
        ChainUpdate.BlocksApplied applied = null;
        if (head.number() > ancestor) {
            applied = read(ancestor + 1, head.number()).orElse(null);
            if (applied == null) return;
            BlockRef parent = known.at(ancestor);
            boolean fits =
                    parent == null || applied.headers().getFirst().parentHash().equals(parent.hash());
            if (!fits) return;
        }
        known.dropAbove(ancestor);
        ready.add(new ChainUpdate.BlocksReverted(gone));
        if (applied != null) apply(applied);
    }

    /** Number of the newest known block that the node has as well; one less than the first block when it has none. */
    private long commonAncestor(BlockHeader head) {
        BlockRef tip = known.tip();
        long last = Math.min(head.number(), tip == null ? -1 : tip.number());
        while (last >= known.oldest()) {
            long first = Math.max(known.oldest(), last - ANCESTOR_STEP + 1);
            for (BlockHeader header : client.headers(first, last).reversed()) {
                if (header.ref().equals(known.at(header.number()))) return header.number();
            }
            last = first - 1;
        }
        if (known.oldest() <= firstBlock) return firstBlock - 1;
        throw new ChainException.Fatal(
                client.name() + " has another chain than ours for more than the window of " + options.window()
                        + " blocks, down to block " + known.oldest()
                        + "; is it a node of this chain? If so, start over or widen the window",
                null);
    }

    private void apply(ChainUpdate.BlocksApplied applied) {
        applied.headers().forEach(header -> known.add(header.ref()));
        ready.add(applied);
    }

    /** Reads as far as the node allows in one go; a refused range is halved, a granted one doubled. */
    private Optional<ChainUpdate.BlocksApplied> read(long first, long head) {
        while (true) {
            long last = Math.min(head, first + range - 1);
            try {
                Optional<ChainUpdate.BlocksApplied> applied = source.read(first, last);
                range = Math.min(options.longestRange(), range * 2);
                return applied;
            } catch (ChainException.Rejected refused) {
                if (last == first) throw refused;
                range = Math.max(1, (last - first + 1) / 2);
            }
        }
    }

    private void announceFinality() {
        BlockRef tip = known.tip();
        BlockRef block = tip == null ? null : finalBlock(tip);
        if (block == null || block.number() <= finalized) return;
        finalized = block.number();
        ready.add(new ChainUpdate.BlocksFinalized(block));
    }

    private @Nullable BlockRef finalBlock(BlockRef tip) {
        return switch (options.finality()) {
            case Finality.Depth(int blocks) -> known.at(tip.number() - blocks);
            case Finality.Tag(Finality.Depth(int blocks)) -> {
                BlockHeader named = client.header(BlockTag.FINALIZED).orElse(null);
                if (named == null) yield known.at(tip.number() - blocks);
                if (named.number() > tip.number()) yield tip;
                BlockRef ours = known.at(named.number());
                yield named.ref().equals(ours) ? ours : null;
            }
        };
    }

    private void pause() {
        try {
            Thread.sleep(options.pollInterval());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal("interrupted while following " + client.name(), interrupt);
        }
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.indexer.store.Batch;

/**
 * How far a run is.
 *
 * @param blocks blocks written by this run
 * @param events rows written by this run
 * @param quarantined logs of this run that could not be decoded
 * @param reorgs reorganisations that this run followed
 * @param block the block written last, or the newest one; -1 before the first
 * @param head newest block of the chain
 * @param blocksLeft blocks to be read before everything wanted up to the head is written
 * @param following everything wanted up to the head is written; new blocks are waited for
 */
public record Progress(
        long blocks,
        long events,
        long quarantined,
        long reorgs,
        long block,
        long head,
        long blocksLeft,
        boolean following) {
    public static final Progress NONE = new Progress(0, 0, 0, 0, -1, -1, 0, false);

    Progress after(Batch batch, long newHead) {
        return new Progress(
                blocks + batch.range().span(),
                events + batch.rows().size(),
                quarantined + batch.quarantined().size(),
                reorgs + (batch.ancestor() == null ? 0 : 1),
                batch.range().to(),
                newHead,
                Math.max(0, blocksLeft - batch.range().span()),
                following);
    }

    Progress at(long newest, long newHead, boolean nowFollowing) {
        return new Progress(
                blocks, events, quarantined, reorgs, newest, newHead, nowFollowing ? 0 : blocksLeft, nowFollowing);
    }

    Progress left(long blocks) {
        return new Progress(this.blocks, events, quarantined, reorgs, block, head, blocks, following);
    }
}

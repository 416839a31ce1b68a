package io.gridwork.testchain;

import java.time.Duration;

/** A chain on Hyperledger Besu: one QBFT validator, whose blocks are final at once. */
public final class BesuChain extends TestChain {

    private static final Duration BLOCK_LIMIT = Duration.ofSeconds(60);

    BesuChain(NodeProcess node) {
        super(node);
    }

    @Override
    public String engine() {
        return BesuEngine.NAME;
    }

    @Override
    public void nextBlock() {
        long before = blockNumber();
        await("block after " + before, BLOCK_LIMIT, () -> blockNumber() > before);
    }

    @Override
    public void passTime(Duration time) {
        long target = blockTimestamp() + time.toSeconds();
        await("block at time " + target, time.plus(BLOCK_LIMIT), () -> blockTimestamp() >= target);
    }
}

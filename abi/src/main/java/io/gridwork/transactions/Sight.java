package io.gridwork.transactions;

import io.gridwork.chain.BlockHeader;

/** What the sender knows of the chain at one moment. {@code next}: the account's nonce in the newest block; {@code nanos}: of the clock. */
record Sight(BlockHeader head, long next, long nanos) {
    long number() {
        return head.number();
    }
}

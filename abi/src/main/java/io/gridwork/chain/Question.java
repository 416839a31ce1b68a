package io.gridwork.chain;

import org.jspecify.annotations.Nullable;

/**
 * Which endpoints a request may go to.
 *
 * @param range blocks that the endpoint must have; null for any
 * @param provesItself whether the answer can be verified, as receipts can. If no trusted endpoint has it, it may then come from one
 *     that has given wrong answers
 */
record Question(@Nullable BlockRange range, boolean provesItself) {
    static final Question PLAIN = new Question(null, false);
    static final Question PROOF = new Question(null, true);

    static Question of(BlockRange range) {
        return new Question(range, false);
    }
}

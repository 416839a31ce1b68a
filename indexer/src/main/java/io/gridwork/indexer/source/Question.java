package io.gridwork.indexer.source;

import io.gridwork.indexer.event.BlockRange;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a question may be asked.
 *
 * @param range blocks that the endpoint must have; null for any
 * @param provesItself whether the answer shows by itself that it is true. It may then come from an endpoint that was caught
 *     lying, where none that is trusted gives it
 */
record Question(@Nullable BlockRange range, boolean provesItself) {
    static final Question PLAIN = new Question(null, false);
    static final Question PROOF = new Question(null, true);

    static Question of(BlockRange range) {
        return new Question(range, false);
    }
}

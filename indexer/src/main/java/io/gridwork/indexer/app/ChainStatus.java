package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Progress;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last progress of a chain, for {@code /health} and {@code /metrics}. */
final class ChainStatus implements Consumer<Progress> {
    private volatile Progress progress = Progress.NONE;
    private volatile @Nullable String failure;

    @Override
    public void accept(Progress now) {
        progress = now;
    }

    void fail(String reason) {
        failure = reason;
    }

    Progress progress() {
        return progress;
    }

    /** Caught up with the head, and still at it. */
    boolean ready() {
        return failure == null && progress.following();
    }

    Object shown() {
        String reason = failure;
        return reason == null ? progress : Map.of("failed", reason, "block", progress.block());
    }
}

package io.gridwork.chain;

import java.time.Duration;

/**
 * How to follow a chain.
 *
 * @param window blocks whose hashes are remembered: the deepest reorg that can be followed
 * @param longestRange blocks read at a time, at most; less where the node refuses
 * @param pollInterval of {@link ChainFollower#next}
 */
public record FollowerOptions(int window, int longestRange, Finality finality, Duration pollInterval) {
    public static final FollowerOptions DEFAULT =
            new FollowerOptions(256, 500, new Finality.Tag(new Finality.Depth(64)), Duration.ofMillis(500));

    public FollowerOptions {
        if (window < 1) throw new IllegalArgumentException("the window is at least 1 block, not " + window);
        if (longestRange < 1) throw new IllegalArgumentException("a range is at least 1 block, not " + longestRange);
    }

    public FollowerOptions withFinality(Finality finality) {
        return new FollowerOptions(window, longestRange, finality, pollInterval);
    }

    public FollowerOptions withWindow(int window) {
        return new FollowerOptions(window, longestRange, finality, pollInterval);
    }

    public FollowerOptions withLongestRange(int longestRange) {
        return new FollowerOptions(window, longestRange, finality, pollInterval);
    }

    public FollowerOptions withPollInterval(Duration pollInterval) {
        return new FollowerOptions(window, longestRange, finality, pollInterval);
    }
}

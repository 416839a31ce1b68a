package io.gridwork.indexer.pipeline;

import io.gridwork.indexer.event.Feed;

/** A feed, and the block from which on it is wanted. */
public record Target(Feed feed, long fromBlock) {}

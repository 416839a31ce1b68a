package io.gridwork.indexer.pipeline;

import io.gridwork.indexer.event.EventSource;

/** An event source, and the block from which on it is wanted. */
public record Target(EventSource eventSource, long fromBlock) {}

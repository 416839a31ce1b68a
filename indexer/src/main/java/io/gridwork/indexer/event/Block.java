package io.gridwork.indexer.event;

import io.gridwork.abi.Hash32;

/** A block that rows rest on. Timestamp in seconds since 1970. */
public record Block(long number, Hash32 hash, Hash32 parentHash, long timestamp) {}

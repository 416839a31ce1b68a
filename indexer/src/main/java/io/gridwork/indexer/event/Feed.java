package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import org.jspecify.annotations.Nullable;

/** One event of one emitting contract: what is either covered or not in a block range. Address null: of any contract. */
public record Feed(EventTable table, @Nullable Address address) {}

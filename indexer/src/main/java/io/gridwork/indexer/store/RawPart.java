package io.gridwork.indexer.store;

import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.KeptLog;
import java.util.List;

/**
 * What is kept of some blocks as the chain holds it.
 *
 * @param logs by block and log index
 */
public record RawPart(BlockRange range, List<KeptLog> logs) {}

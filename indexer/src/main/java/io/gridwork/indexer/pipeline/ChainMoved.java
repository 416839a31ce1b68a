package io.gridwork.indexer.pipeline;

/** The node switched to another branch while a batch was read. The batch must be read again. */
final class ChainMoved extends RuntimeException {}

package io.gridwork.indexer.pipeline;

/** The node turned to another branch while a batch was read: look again. */
final class ChainMoved extends RuntimeException {}

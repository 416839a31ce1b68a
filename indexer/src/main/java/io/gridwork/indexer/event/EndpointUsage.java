package io.gridwork.indexer.event;

/** What an RPC endpoint was asked in a run, and what went wrong; {@code lastError} empty where nothing did. */
public record EndpointUsage(String name, long requests, long failures, String lastError) {}

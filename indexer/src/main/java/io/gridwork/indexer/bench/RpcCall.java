package io.gridwork.indexer.bench;

import tools.jackson.databind.JsonNode;

/** One JSON-RPC call of a request. {@code params}: the array of its parameters. */
public record RpcCall(String method, JsonNode params) {}

package io.gridwork.indexer.pipeline;

/**
 * What a run would take, as far as samples tell.
 *
 * @param blocks to be read
 * @param sampledBlocks of them looked at for this
 * @param events rows that there would be
 * @param requests over HTTP
 * @param calls in them: each element of a batch is one, as providers count
 * @param wireBytes of answers, compressed where the endpoint compresses
 * @param databaseBytes of rows and their keys
 */
public record Estimate(
        long blocks, long sampledBlocks, long events, long requests, long calls, long wireBytes, long databaseBytes) {}

package io.gridwork.worker.market;

import java.time.Instant;

/** The chain's newest block. */
public record Head(long number, Instant time) {}

package io.gridwork.worker.step;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What the operator decides about claims.
 *
 * @param unvettedQuorums whether jobs of several seats whose program is not vetted are taken
 * @param maxBond highest bond of a seat, in the smallest unit of the stake token; empty: what the network asks for
 */
public record ClaimRules(ProfitGate gate, boolean unvettedQuorums, Optional<BigInteger> maxBond, boolean dryRun) {}

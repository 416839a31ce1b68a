package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;

/**
 * Parameters and accounts of a network. Durations in seconds.
 *
 * @param minWindow of every kind of window of a job
 */
record Settings(
        Address stakeToken,
        Address staking,
        Address market,
        Address jury,
        Address treasury,
        int feeBps,
        int noShowBps,
        BigInteger minStake,
        long cooldown,
        long livenessWindow,
        long maintenanceNotice,
        long minWindow,
        long maxWindow,
        int jurySize,
        long juryMargin,
        long juryRevealWindow) {

    BigInteger noShowLoss(BigInteger bond) {
        return bond.multiply(BigInteger.valueOf(noShowBps)).divide(BigInteger.valueOf(Prices.WHOLE));
    }
}

package io.gridwork.worker.step;

import io.gridwork.abi.Address;
import java.util.Map;

/**
 * What things are worth to this operator, in one unit of account of the operator's choice, say US dollars. Estimates for a
 * decision, never money: amounts on chain stay integers.
 *
 * @param tokens value of one whole token, by address; payment tokens not named here are refused
 * @param nativeCoin value of one whole native coin, for gas
 * @param stakeToken value of one whole stake token, for bonds
 * @param tariff price of a kilowatt-hour
 * @param watts what the machine draws while it works
 * @param capitalRate yearly cost of locked capital: 0.05 is five per cent
 * @param winProbability how often a finished result of ours is paid, 0 to 1
 * @param floor least expected value of a job
 */
public record Economics(
        Map<Address, Double> tokens,
        double nativeCoin,
        double stakeToken,
        double tariff,
        double watts,
        double capitalRate,
        double winProbability,
        double floor) {

    public Economics {
        tokens = Map.copyOf(tokens);
    }
}

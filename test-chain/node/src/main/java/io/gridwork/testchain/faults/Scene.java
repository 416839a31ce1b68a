package io.gridwork.testchain.faults;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * What a fault that is being played can see.
 *
 * @param random of this fault alone, so that another fault beside it does not change what it draws
 * @param lastAccount whose nonce was asked for last
 */
record Scene(Upstream node, FaultPlan plan, RandomGenerator random, AtomicReference<Optional<String>> lastAccount) {

    long amount() {
        return plan.amount();
    }

    int amountAsInt() {
        return (int) Math.min(plan.amount(), Integer.MAX_VALUE);
    }

    Optional<String> account() {
        return plan.account().or(lastAccount::get);
    }
}

package io.gridwork.model;

import io.gridwork.contracts.JobOrder;

/** What an order must look like to be posted. */
final class OrderRules {
    private static final long TICKETS_PER_SEAT = 4;

    private final Settings settings;
    private final Rules rules = new Rules();

    private OrderRules(Settings settings) {
        this.settings = settings;
    }

    /** @param tickets ripe tickets of the order's class */
    static Rules check(Settings settings, ModelOrder order, long tickets) {
        return new OrderRules(settings).all(order, tickets);
    }

    private Rules all(ModelOrder order, long tickets) {
        int n = order.n();
        boolean direct = order.hired() != 0;
        ModelProgram program = order.program();
        int places = direct ? 0 : JobOrder.MAX_SEATS - n;
        rules.require(n >= 1 && n <= JobOrder.MAX_SEATS && order.k() <= n && 2 * order.k() > n, "BadQuorum")
                .require(order.maxPrice().signum() > 0, "ZeroPrice")
                .require(order.startPriceBps() <= Prices.WHOLE, "BadStartPrice")
                .require(order.maxFeeBps() >= settings.feeBps(), "FeeTooHigh")
                .require(order.bond().bitLength() <= ModelStaking.STAKE_BITS, "BondTooHigh")
                .require(!direct || n == 1, "DirectHireNeedsOneSeat")
                .require(order.excluded().size() <= places, "TooManyExcluded")
                .require(order.units() > 0 && (!program.isListed() || order.units() <= program.maxUnits()), "BadUnits")
                .require(!program.isListed() || order.nodeClass() == program.nodeClass(), "WrongProgramClass")
                .require(program.vetted() || direct || n != 1, "NeedsDirectHire");
        if (program.vetted()) judged(order, tickets);
        window(order.claimWindow());
        window(order.workWindow());
        if (n == 1) rules.require(order.revealWindow() == 0, "BadWindow");
        else window(order.revealWindow());
        if (!program.vetted()) rules.require(order.challengeWindow() == 0, "BadWindow");
        else if (order.challengeWindow() != 0 || !direct) window(order.challengeWindow());
        return rules;
    }

    /** What a jury needs. */
    private void judged(ModelOrder order, long tickets) {
        rules.require(order.nodeClass() == Settings.JUDGED_CLASS, "NoBondFloor")
                .require(order.bond().compareTo(settings.leastBond(order.units())) >= 0, "BondTooLow")
                .require(order.bond().compareTo(settings.highestBond()) <= 0, "BondTooHigh")
                .require(tickets >= TICKETS_PER_SEAT * settings.juryRules().size(), "ClassTooSmall");
    }

    private void window(long seconds) {
        rules.require(seconds >= settings.minWindow() && seconds <= settings.maxWindow(), "BadWindow");
    }
}

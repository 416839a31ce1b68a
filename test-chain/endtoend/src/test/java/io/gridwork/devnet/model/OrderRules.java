package io.gridwork.devnet.model;

import io.gridwork.contracts.JobOrder;

/** What an order must look like to be posted. */
final class OrderRules {
    private final Settings settings;
    private final Rules rules = new Rules();

    private OrderRules(Settings settings) {
        this.settings = settings;
    }

    static Rules check(Settings settings, ModelOrder order) {
        return new OrderRules(settings).all(order);
    }

    private Rules all(ModelOrder order) {
        int n = order.n();
        boolean direct = order.hired() != 0;
        ModelProgram program = order.program();
        int places = direct ? 0 : JobOrder.MAX_SEATS - n;
        rules.require(n >= 1 && n <= JobOrder.MAX_SEATS && order.k() <= n && 2 * order.k() > n, "BadQuorum")
                .require(order.maxPrice().signum() > 0, "ZeroPrice")
                .require(order.startPriceBps() <= Prices.WHOLE, "BadStartPrice")
                .require(!direct || n == 1, "DirectHireNeedsOneSeat")
                .require(order.excluded().size() <= places, "TooManyExcluded")
                .require(order.units() > 0 && (!program.isListed() || order.units() <= program.maxUnits()), "BadUnits")
                .require(!program.isListed() || order.nodeClass() == program.nodeClass(), "WrongProgramClass")
                .require(program.vetted() || direct || n != 1, "NeedsDirectHire");
        window(order.claimWindow());
        window(order.workWindow());
        if (n == 1) rules.require(order.revealWindow() == 0, "BadWindow");
        else window(order.revealWindow());
        if (!program.vetted()) rules.require(order.challengeWindow() == 0, "BadWindow");
        else if (order.challengeWindow() != 0 || !direct) window(order.challengeWindow());
        return rules;
    }

    private void window(long seconds) {
        rules.require(seconds >= settings.minWindow() && seconds <= settings.maxWindow(), "BadWindow");
    }
}

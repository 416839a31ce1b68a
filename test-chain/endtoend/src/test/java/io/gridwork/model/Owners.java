package io.gridwork.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Owners and operators of nodes between jobs: stake, heartbeats, maintenance, leaving; and everybody's vault account. */
final class Owners {
    private final Twin twin;
    private final RandomGenerator random;
    private final List<Address> people;

    Owners(Twin twin, RandomGenerator random, List<Address> people) {
        this.twin = twin;
        this.random = random;
        this.people = people;
    }

    Action next() {
        ModelNode node = any(List.copyOf(twin.staking().all()));
        long now = twin.live().time() + 1;
        return switch (random.nextInt(17)) {
            case 0, 1 -> heartbeat();
            case 2, 3 -> addStake(node, ether(1 + random.nextInt(50)));
            case 4 -> requestUnbond(node);
            case 5 -> unbond(node);
            case 6 -> maintain(node, now + random.nextInt(60), random.nextInt(300));
            case 7 -> chance(30) ? drain(node) : resume(node);
            case 8, 9 -> resume(node);
            case 10, 11 -> withdraw();
            case 12 -> setAllowance(node);
            case 13 -> consent();
            default -> ripen(node);
        };
    }

    /** The price index moves once an hour. */
    Action anHourLater() {
        ModelNode node = any(List.copyOf(twin.staking().all()));
        Action ripen = ripen(node);
        return new Action(
                ripen.name(), ripen.caller(), twin.live().time() + 3600, ripen.call(), ripen.model(), ripen.job());
    }

    Action ripen(ModelNode node) {
        return act("ripen", node.operator, at -> twin.staking().ripen(at, node), node.id);
    }

    private Action setAllowance(ModelNode node) {
        BigInteger allowance = chance(3)
                ? BigInteger.TWO.pow(ModelStaking.STAKE_BITS)
                : any(List.of(node.stake, node.stake.shiftRight(1), node.stake.shiftLeft(1), ether(20), ether(1)));
        boolean rightPair = chance(95);
        Address jury = rightPair ? twin.settings().jury() : any(people);
        return act(
                "setAllowance",
                node.owner,
                at -> twin.staking().setAllowance(at, node, rightPair, allowance),
                node.id,
                twin.settings().market(),
                jury,
                allowance);
    }

    private Action heartbeat() {
        ModelNode stalest = twin.staking().all().stream()
                .min(Comparator.comparingLong(node -> node.lastSeen))
                .orElseThrow();
        return act("heartbeat", stalest.operator, at -> twin.staking().heartbeat(at, stalest), stalest.id);
    }

    private Action addStake(ModelNode node, BigInteger amount) {
        return act("addStake", node.owner, at -> twin.staking().addStake(at, node, amount), node.id, amount);
    }

    private Action requestUnbond(ModelNode node) {
        BigInteger amount = chance(20)
                ? node.stake
                : node.free().multiply(BigInteger.valueOf(random.nextInt(30))).divide(BigInteger.valueOf(100));
        return act("requestUnbond", node.owner, at -> twin.staking().requestUnbond(at, node, amount), node.id, amount);
    }

    private Action unbond(ModelNode node) {
        return act("unbond", any(people), at -> twin.staking().unbond(at, node), node.id);
    }

    private Action maintain(ModelNode node, long from, long length) {
        return act(
                "scheduleMaintenance",
                node.operator,
                at -> twin.staking().maintain(at, node, from, length),
                node.id,
                from,
                length);
    }

    private Action drain(ModelNode node) {
        return act("drain", node.owner, at -> twin.staking().drain(at, node), node.id);
    }

    private Action resume(ModelNode node) {
        return act(
                "resume",
                chance(90) ? node.operator : any(people),
                at -> twin.staking().resume(at, node),
                node.id);
    }

    /** Takes a consent back, or mostly gives one again that is missing; now and then to what is no module. */
    private Action consent() {
        List<Address> modules = List.of(
                twin.settings().staking(),
                twin.settings().market(),
                twin.settings().jury());
        boolean isModule = chance(90);
        Address module = isModule ? any(modules) : any(people);
        Address account = people.stream()
                .filter(one -> !twin.vault().hasConsented(one, module))
                .findFirst()
                .orElseGet(() -> any(people));
        boolean given = !twin.vault().hasConsented(account, module);
        return new Action(
                "consent",
                account,
                twin.live().time() + 1,
                twin.live().contracts().call("Vault", "consent", module, given),
                at -> {
                    new Rules().require(isModule || !given, "NotModule").enforce();
                    twin.vault().consent(account, module, given);
                },
                null);
    }

    /** A part of somebody's vault account, or more than there is. */
    private Action withdraw() {
        Address account = any(people);
        Address token = chance(50) ? twin.usdt() : twin.settings().stakeToken();
        BigInteger balance = twin.vault().of(token, account);
        BigInteger amount = chance(10) ? balance.add(BigInteger.ONE) : balance.divide(BigInteger.valueOf(1000));
        Consumer<Moment> model = at -> {
            new Rules()
                    .require(balance.compareTo(amount) >= 0, "InsufficientBalance")
                    .enforce();
            twin.vault().change(token, account, amount.negate());
        };
        return new Action(
                "withdraw",
                account,
                twin.live().time() + 1,
                twin.live().contracts().call("Vault", "withdraw", token, amount, account),
                model,
                null);
    }

    private Action act(String function, Address caller, Consumer<Moment> model, Object... arguments) {
        return new Action(
                function,
                chance(3) ? any(people) : caller,
                twin.live().time() + 1 + random.nextInt(5),
                twin.live().contracts().call("NodeStaking", function, arguments),
                model,
                null);
    }

    static BigInteger ether(long amount) {
        return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(amount));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/** People who do what they may, at the right time or not, and sometimes what they may not: what happens to jobs. */
final class Players {
    private static final int JUROR = 128;
    private static final Hash32 SALT = Keccak256.hash("salt");
    private static final Hash32 TRUTH = Keccak256.hash("truth");
    private static final List<Hash32> LIES = List.of(Keccak256.hash("lie"), Keccak256.hash("another lie"));

    private record Place(Hash32 job, int seat) {}

    private final Twin twin;
    private final RandomGenerator random;
    private final List<Address> strangers;
    private final Map<Place, Hash32> secrets = new HashMap<>();

    Players(Twin twin, RandomGenerator random, List<Address> strangers) {
        this.twin = twin;
        this.random = random;
        this.strangers = strangers;
    }

    /** Something that somebody does about a job that is not over. */
    Action next(ModelJob job) {
        if (chance(6)) return outOfPlace(job);
        // Other jobs' waiting times pass here too.
        if (twin.live().time() > job.deadline && chance(85)) return late(job);
        return switch (job.state) {
            case OPEN -> chance(2) ? cancel(job) : chance(2) ? late(job) : claim(job);
            case RUNNING -> chance(3) ? late(job) : job.order.n() == 1 ? submit(job) : commit(job);
            case REVEALING -> chance(4) ? late(job) : reveal(job);
            case PROPOSED -> job.isVetted() && chance(40) ? challenge(job) : chance(50) ? late(job) : accept(job);
            case DISPUTED -> chance(4) ? late(job) : jurorCommit(job);
            default -> chance(7) ? late(job) : jurorReveal(job);
        };
    }

    /** A call that does not belong to the job's state, or comes from the wrong one. */
    private Action outOfPlace(ModelJob job) {
        return switch (random.nextInt(9)) {
            case 0 -> cancel(job);
            case 1 -> claim(job);
            case 2 -> submit(job);
            case 3 -> commit(job);
            case 4 -> reveal(job);
            case 5 -> accept(job);
            case 6 -> challenge(job);
            case 7 -> jurorReveal(job);
            default -> poke(job, twin.live().time() + 1);
        };
    }

    private Action cancel(ModelJob job) {
        return market(
                "cancel",
                orStranger(job.order.requester()),
                soon(job),
                job,
                at -> twin.market().cancel(at, job));
    }

    private Action accept(ModelJob job) {
        return market(
                "accept",
                orStranger(job.order.requester()),
                soon(job),
                job,
                at -> twin.market().accept(at, job));
    }

    private Action late(ModelJob job) {
        return poke(job, job.deadline + random.nextInt(4));
    }

    private Action poke(ModelJob job, long at) {
        return market("poke", any(strangers), at, job, moment -> twin.market().poke(moment, job));
    }

    private Action claim(ModelJob job) {
        ModelNode node = job.isDirect() && chance(90)
                ? twin.staking().node(job.order.hired())
                : candidate(job, job.postBlock + 1, one -> !job.names(one.id));
        long from = job.isDirect() ? 0 : job.postedAt + delay(job, node, job.postBlock + 1);
        return act(
                "claim",
                orStranger(node.operator),
                "JobEscrow",
                Math.max(from, soon(job)),
                job,
                at -> twin.market().claim(at, job, node),
                node.id);
    }

    private Action submit(ModelJob job) {
        Hash32 root = chance(2) ? Hash32.ZERO : find(job, 0);
        return act(
                "submit",
                operator(job, 0),
                "JobEscrow",
                soon(job),
                job,
                at -> twin.market().submit(at, job, root),
                delivery(root));
    }

    private Action commit(ModelJob job) {
        int seat = chance(90) ? first(job.seats, one -> !one.hasCommitted()) : random.nextInt(8);
        Hash32 root = find(job, seat);
        Hash32 commitment = chance(2) ? Hash32.ZERO : commitment(job, seat, node(job.seats, seat), root);
        return act(
                "commit",
                operator(job, seat),
                "JobEscrow",
                soon(job),
                job,
                at -> twin.market().commit(at, job, seat, commitment),
                seat,
                commitment);
    }

    private Action reveal(ModelJob job) {
        int seat = chance(90) ? first(job.seats, one -> one.hasCommitted() && !one.hasRevealed()) : random.nextInt(8);
        Hash32 root = chance(3) ? LIES.getLast() : secrets.getOrDefault(new Place(job.id, seat), TRUTH);
        Hash32 opened = commitment(job, seat, node(job.seats, seat), root);
        return act(
                "reveal",
                any(strangers),
                "JobEscrow",
                soon(job),
                job,
                at -> twin.market().reveal(at, job, seat, root, opened),
                seat,
                SALT,
                delivery(root));
    }

    private Action challenge(ModelJob job) {
        Hash32 root = chance(3) ? Hash32.ZERO : chance(60) ? TRUTH : any(LIES);
        return act(
                "challenge",
                any(strangers),
                "Jury",
                soon(job),
                job,
                at -> twin.market().jury().challenge(at, job, root),
                root);
    }

    private Action jurorCommit(ModelJob job) {
        var dispute = Objects.requireNonNull(job.dispute);
        ModelNode node = candidate(
                job,
                dispute.openBlock + 1,
                one -> job.seats.stream().noneMatch(seat -> seat.node == one)
                        && dispute.jurors.stream().noneMatch(seat -> seat.node == one));
        int juror = chance(3) ? random.nextInt(4) : dispute.jurors.size();
        Hash32 root = chance(85) ? TRUTH : any(LIES);
        secrets.put(new Place(job.id, JUROR + juror), root);
        Hash32 commitment = commitment(job, JUROR + juror, node.id, root);
        long from = dispute.openedAt + delay(job, node, dispute.openBlock + 1);
        return act(
                "jurorCommit",
                orStranger(node.operator),
                "Jury",
                Math.max(from, soon(job)),
                job,
                at -> twin.market().jury().commit(at, job, node, juror, commitment),
                node.id,
                juror,
                commitment);
    }

    private Action jurorReveal(ModelJob job) {
        List<ModelSeat> jurors = job.dispute == null ? List.of() : job.dispute.jurors;
        int juror = chance(90) ? first(jurors, one -> !one.hasRevealed()) : random.nextInt(6);
        Hash32 root = chance(3) ? LIES.getLast() : secrets.getOrDefault(new Place(job.id, JUROR + juror), TRUTH);
        Hash32 opened = commitment(job, JUROR + juror, node(jurors, juror), root);
        return act(
                "jurorReveal",
                any(strangers),
                "Jury",
                soon(job),
                job,
                at -> twin.market().jury().reveal(at, job, juror, root, opened),
                juror,
                root,
                SALT);
    }

    // ---- parts

    /** A call of the market that takes nothing but the order. */
    private Action market(String function, Address caller, long at, ModelJob job, Consumer<Moment> model) {
        return act(function, caller, "JobEscrow", at, job, model);
    }

    private Action act(
            String function,
            Address caller,
            String contract,
            long at,
            ModelJob job,
            Consumer<Moment> model,
            Object... afterTheOrder) {
        var arguments = new ArrayList<Object>(List.of(twin.orderOf(job)));
        arguments.addAll(List.of(afterTheOrder));
        return new Action(
                function,
                caller,
                at,
                twin.live().contracts().call(contract, function, arguments.toArray()),
                model,
                job);
    }

    /** Mostly in the next seconds; now and then at the deadline to the second, or behind it. */
    private long soon(ModelJob job) {
        long now = twin.live().time() + 1;
        if (chance(2)) return job.deadline + random.nextInt(2);
        return now + random.nextInt(4);
    }

    /** Some node; mostly one that may, and of those the one that the draw lets in first. */
    private ModelNode candidate(ModelJob job, long seedBlock, Predicate<ModelNode> fits) {
        List<ModelNode> all = List.copyOf(twin.staking().all());
        if (chance(10)) return any(all);
        ToLongFunction<ModelNode> wait = node -> delay(job, node, seedBlock);
        Optional<ModelNode> first = all.stream()
                .filter(fits)
                .filter(node -> node.active < node.slots
                        && node.free().compareTo(job.order.bond()) >= 0
                        && !node.inMaintenance(twin.live().time()))
                .min(Comparator.comparingLong(wait));
        return first.orElseGet(() -> any(all));
    }

    private long delay(ModelJob job, ModelNode node, long seedBlock) {
        Moment next = twin.live().moment(node.operator, twin.live().time() + 1);
        if (!next.knowsSeed(seedBlock) || node.stake.signum() == 0) return 0;
        BigInteger classStake = twin.staking().classStake(node.nodeClass);
        return Prices.delay(next.seed(seedBlock), job.id, node.id, node.stake, classStake);
    }

    /** What the seat's node takes for the result: on some jobs all are honest, on others most lie, and liars may agree. */
    private Hash32 find(ModelJob job, int seat) {
        int honest = List.of(100, 75, 45).get(job.order.nonce().intValue() % 3);
        Hash32 root = chance(honest) ? TRUTH : any(LIES);
        secrets.put(new Place(job.id, seat), root);
        return root;
    }

    private Address operator(ModelJob job, int seat) {
        return seat < job.seats.size() ? orStranger(job.seats.get(seat).node.operator) : any(strangers);
    }

    private static long node(List<ModelSeat> seats, int number) {
        return number < seats.size() ? seats.get(number).node.id : 0;
    }

    private static int first(List<ModelSeat> seats, Predicate<ModelSeat> which) {
        return seats.stream()
                .filter(which)
                .mapToInt(seat -> seat.number)
                .findFirst()
                .orElse(0);
    }

    private static Hash32 commitment(ModelJob job, int seat, long node, Hash32 root) {
        byte[] words = ByteBuffer.allocate(160)
                .put(job.id.toArray())
                .put(56 + 7, (byte) seat)
                .putLong(88, node)
                .position(96)
                .put(root.toArray())
                .put(SALT.toArray())
                .array();
        return Keccak256.hash(words);
    }

    private static List<Object> delivery(Hash32 root) {
        return List.of(root, "", 0, 0, Bytes.EMPTY);
    }

    private Address orStranger(Address right) {
        return chance(3) ? any(strangers) : right;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** People who do what they may, at the right time or not, and sometimes what they may not: what happens to jobs. */
final class Players extends Player {
    private record Place(Hash32 job, int seat) {}

    private final Disputants disputants;
    private final Map<Place, Hash32> secrets = new HashMap<>();

    Players(Twin twin, RandomGenerator random, List<Address> strangers) {
        super(twin, random, strangers);
        this.disputants = new Disputants(twin, random, strangers);
    }

    /** Something that somebody does about a job that is not over. */
    Action next(ModelJob job) {
        if (chance(6)) return outOfPlace(job);
        boolean waits = Disputants.votesBegin(job, twin.settings().juryRules().size());
        // Other jobs' waiting times pass here too.
        if (!waits && twin.live().time() > job.deadline && chance(85)) return late(job);
        return switch (job.state) {
            case OPEN -> chance(2) ? cancel(job) : chance(2) ? late(job) : claim(job);
            case RUNNING -> chance(3) ? late(job) : job.order.n() == 1 ? submit(job) : commit(job);
            case REVEALING -> chance(4) ? late(job) : reveal(job);
            case PROPOSED ->
                job.isVetted() && chance(job.disagrees() ? 90 : 60)
                        ? disputants.begin(job)
                        : chance(50) ? late(job) : accept(job);
            default -> chance(3) ? late(job) : disputants.next(job);
        };
    }

    /** A call that does not belong to the job's state, or comes from the wrong one. */
    private Action outOfPlace(ModelJob job) {
        return switch (random.nextInt(8)) {
            case 0 -> cancel(job);
            case 1 -> claim(job);
            case 2 -> submit(job);
            case 3 -> commit(job);
            case 4 -> reveal(job);
            case 5 -> accept(job);
            case 6 -> disputants.outOfPlace(job);
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
        return market("poke", anybody(), at, job, moment -> twin.market().poke(moment, job));
    }

    private Action claim(ModelJob job) {
        ModelNode node = job.isDirect() && chance(90)
                ? twin.staking().node(job.order.hired())
                : candidate(job, one -> !job.names(one.id));
        long from = job.isDirect() ? 0 : job.postedAt + delay(job, node);
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
                anybody(),
                "JobEscrow",
                soon(job),
                job,
                at -> twin.market().reveal(at, job, seat, root, opened),
                seat,
                SALT,
                delivery(root));
    }

    // ---- parts

    /** A call of the market that takes nothing but the order. */
    private Action market(String function, Address caller, long at, ModelJob job, Consumer<Moment> model) {
        return act(function, caller, "JobEscrow", at, job, model);
    }

    /** Some node; mostly one that may, and of those the one that the draw lets in first. */
    private ModelNode candidate(ModelJob job, Predicate<ModelNode> fits) {
        List<ModelNode> all = List.copyOf(twin.staking().all());
        if (chance(10)) return any(all);
        Optional<ModelNode> first = all.stream()
                .filter(fits)
                .filter(node -> node.locked
                                        .add(job.order.bond())
                                        .compareTo(node.mostForSeats().min(node.stake))
                                <= 0
                        && node.stakeSince < job.postedAt
                        && !node.inMaintenance(twin.live().time()))
                .min(Comparator.comparingLong(node -> delay(job, node)));
        return first.orElseGet(() -> any(all));
    }

    private long delay(ModelJob job, ModelNode node) {
        long seedBlock = job.postBlock + 1;
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
        return seat < job.seats.size() ? orStranger(job.seats.get(seat).node.operator) : anybody();
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
}

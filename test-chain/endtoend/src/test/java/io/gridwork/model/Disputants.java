package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.DisputePhase;
import io.gridwork.model.ModelDispute.Challenger;
import io.gridwork.model.ModelDispute.Juror;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Challengers and jurors. */
final class Disputants extends Player {
    private record Ticket(ModelNode node, long number) {}

    private record Vote(Hash32 job, long node) {}

    private record Challenge(Hash32 job, Address account) {}

    private final Map<Vote, Hash32> votes = new HashMap<>();
    private final Map<Challenge, Hash32> challenges = new HashMap<>();

    Disputants(Twin twin, RandomGenerator random, List<Address> strangers) {
        super(twin, random, strangers);
    }

    /** The list is full, so its deadline is not the end. */
    static boolean votesBegin(ModelJob job, int seats) {
        return job.dispute != null && job.dispute.phase == DisputePhase.ENROLMENT && job.dispute.jurors.size() == seats;
    }

    /** Disputes a proposed result. */
    Action begin(ModelJob job) {
        return job.disagrees() && chance(85) ? challengeAsSeat(job) : challenge(job);
    }

    /** Something that somebody does in a dispute. */
    Action next(ModelJob job) {
        ModelDispute dispute = Objects.requireNonNull(job.dispute);
        return switch (dispute.phase) {
            case SEED -> chance(40) ? challenge(job) : recordSeed(job);
            case ENROLMENT -> enrolment(job, dispute);
            case VOTING -> commitVote(job, dispute);
            default -> open(job, dispute);
        };
    }

    /** A call of the jury that may come at the wrong time. */
    Action outOfPlace(ModelJob job) {
        ModelDispute dispute = job.dispute;
        if (dispute == null) return chance(50) ? recordSeed(job) : challenge(job);
        return switch (random.nextInt(6)) {
            case 0 -> recordSeed(job);
            case 1 -> enrol(job, dispute);
            case 2 -> commitVote(job, dispute);
            case 3 -> open(job, dispute);
            case 4 -> challengeAsSeat(job);
            default -> challenge(job);
        };
    }

    // ---- challengers

    private Action challenge(ModelJob job) {
        Address account = anybody();
        Hash32 root = chance(70) ? TRUTH : any(LIES);
        Hash32 commitment = chance(2) ? Hash32.ZERO : commitment(job, account.toWord(), root);
        return act(
                "challenge",
                account,
                "Jury",
                next(),
                job,
                at -> {
                    twin.market().jury().challenge(at, job, commitment);
                    challenges.put(new Challenge(job.id, account), root);
                },
                commitment);
    }

    private Action challengeAsSeat(ModelJob job) {
        List<ModelSeat> outvoted = job.seats(seat -> seat.hasRevealed() && !seat.found(job.result));
        ModelSeat seat = outvoted.isEmpty() || chance(10) ? null : any(outvoted);
        int number = seat == null ? random.nextInt(8) : seat.number;
        Address operator = number < job.seats.size() ? orStranger(job.seats.get(number).node.operator) : anybody();
        return act(
                "challengeAsSeat",
                operator,
                "Jury",
                next(),
                job,
                at -> twin.market().jury().challengeAsSeat(at, job, number),
                number);
    }

    private Action openChallenge(ModelJob job, ModelDispute dispute, int number) {
        Address account = number < dispute.challengers.size()
                ? dispute.challengers.get(number).account()
                : anybody();
        Hash32 known = challenges.getOrDefault(new Challenge(job.id, account), TRUTH);
        Hash32 root = wrongly(known);
        Hash32 commitment = commitment(job, account.toWord(), root);
        return act(
                "openChallenge",
                anybody(),
                "Jury",
                next(),
                job,
                at -> twin.market().jury().openChallenge(at, job, number, root, commitment),
                number,
                root,
                SALT);
    }

    // ---- jurors

    private Action recordSeed(ModelJob job) {
        return act(
                "recordSeed",
                anybody(),
                "Jury",
                next(),
                job,
                at -> twin.market().jury().recordSeed(at, job),
                io.gridwork.abi.Bytes.EMPTY);
    }

    private Action enrolment(ModelJob job, ModelDispute dispute) {
        if (twin.live().time() >= dispute.enrolUntil) return commitVote(job, dispute);
        if (chance(1)) return challenge(job);
        if (chance(3)) return commitVote(job, dispute);
        return enrol(job, dispute);
    }

    /** Mostly a ticket that has a right to a seat, the best or not. */
    private Action enrol(ModelJob job, ModelDispute dispute) {
        List<Ticket> lucky = twin.staking().all().stream()
                .flatMap(node -> tickets(node, dispute))
                .filter(ticket -> mayEnrol(job, dispute, ticket))
                .toList();
        boolean full = dispute.jurors.size() == twin.settings().juryRules().size();
        // Nobody is left who could: the time runs out.
        long at = lucky.isEmpty() && full && chance(80) ? dispute.enrolUntil + 1 : next();
        Ticket ticket = lucky.isEmpty() || chance(8)
                ? new Ticket(any(List.copyOf(twin.staking().all())), random.nextInt(8))
                : any(lucky);
        return act(
                "enrol",
                orStranger(ticket.node().operator),
                "Jury",
                at,
                job,
                moment -> twin.market().jury().enrol(moment, job, ticket.node(), ticket.number()),
                ticket.node().id,
                ticket.number());
    }

    private static Stream<Ticket> tickets(ModelNode node, ModelDispute dispute) {
        return LongStream.range(0, node.tickets.before(dispute.openedAt)).mapToObj(number -> new Ticket(node, number));
    }

    private boolean mayEnrol(ModelJob job, ModelDispute dispute, Ticket ticket) {
        ModelNode node = ticket.node();
        int seats = twin.settings().juryRules().size();
        var draw = Draws.draw(dispute.seed, job.id, node.id, ticket.number());
        boolean better = dispute.jurors.size() < seats
                || draw.compareTo(dispute.highest().draw()) < 0;
        var lock = twin.settings().jurorLock(job.order.bond());
        return better
                && Draws.isLucky(draw, dispute.tickets, seats)
                && !dispute.lists(node, ticket.number())
                && !node.owner.equals(job.order.requester())
                && !dispute.challenges(node.owner)
                && job.seats.stream().noneMatch(seat -> seat.node.owner.equals(node.owner))
                && node.locked.add(lock).compareTo(node.allowance.min(node.stake)) <= 0;
    }

    /** On some jobs jurors know the truth, on others they do not agree. */
    private Action commitVote(ModelJob job, ModelDispute dispute) {
        ModelNode node = juror(dispute, Optional::isEmpty);
        // Whether jurors agree does not depend on whether seats did.
        int honest = List.of(99, 92, 60).get(job.order.nonce().intValue() / 3 % 3);
        Hash32 root = chance(honest) ? TRUTH : any(LIES);
        Hash32 commitment = chance(2) ? Hash32.ZERO : commitment(job, node.id, root);
        long from = dispute.phase == DisputePhase.ENROLMENT && chance(90) ? dispute.enrolUntil + 1 : 0;
        return act(
                "commitVote",
                orStranger(node.operator),
                "Jury",
                Math.max(from, next()),
                job,
                at -> {
                    twin.market().jury().commitVote(at, job, node, commitment);
                    votes.put(new Vote(job.id, node.id), root);
                },
                node.id,
                commitment);
    }

    /** A vote or a challenge that is not open. */
    private Action open(ModelJob job, ModelDispute dispute) {
        List<Challenger> hidden = dispute.challengers.stream()
                .filter(one -> one.pledge().root == null)
                .toList();
        if (!hidden.isEmpty() && chance(40))
            return openChallenge(job, dispute, dispute.challengers.indexOf(any(hidden)));
        if (chance(5)) return openChallenge(job, dispute, random.nextInt(4));
        ModelNode node = juror(dispute, vote -> vote.isPresent() && !ModelDispute.isOpen(vote));
        Hash32 root = wrongly(votes.getOrDefault(new Vote(job.id, node.id), TRUTH));
        Hash32 commitment = commitment(job, node.id, root);
        return act(
                "openVote",
                anybody(),
                "Jury",
                next(),
                job,
                at -> twin.market().jury().openVote(at, job, node, root, commitment),
                node.id,
                root,
                SALT);
    }

    /** A listed node; now and then another. */
    private ModelNode juror(ModelDispute dispute, Predicate<Optional<ModelDispute.Pledge>> vote) {
        List<Juror> fit = dispute.jurors(vote);
        return fit.isEmpty() || chance(5) ? any(List.copyOf(twin.staking().all())) : any(fit).node();
    }

    // ---- parts

    /** The jury's windows are short. */
    private long next() {
        return twin.live().time() + 1;
    }

    private Hash32 wrongly(Hash32 root) {
        return chance(3) ? LIES.getLast() : chance(1) ? Hash32.ZERO : root;
    }

    private static Hash32 commitment(ModelJob job, long node, Hash32 root) {
        return commitment(
                job, Hash32.of(ByteBuffer.allocate(32).putLong(24, node).array()), root);
    }

    /** @param who a node or an account, as a word */
    private static Hash32 commitment(ModelJob job, Hash32 who, Hash32 root) {
        return Keccak256.hash(ByteBuffer.allocate(128)
                .put(job.id.toArray())
                .put(who.toArray())
                .put(root.toArray())
                .put(SALT.toArray())
                .array());
    }
}

package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.DisputePhase;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dispute. Times are Unix seconds. */
public final class ModelDispute {
    /** A juror's seat, which a ticket has won. */
    public record Juror(ModelNode node, long ticket, BigInteger draw) {}

    /** What a node or a challenger has bound itself to, and what it showed. */
    public static final class Pledge {
        final Hash32 commitment;

        @Nullable Hash32 root;

        Pledge(Hash32 commitment) {
            this.commitment = commitment;
        }

        boolean found(Hash32 candidate) {
            return candidate.equals(root);
        }

        Hash32 shown() {
            return root == null ? commitment : root;
        }
    }

    public record Challenger(Address account, Pledge pledge) {}

    /** How it ended. {@code root}: zero without a verdict; {@code votes}: seats of the most frequent root. */
    public record Verdict(Hash32 root, long votes, String outcome, long at) {}

    final long openedAt;
    final long seedBlock;
    final long tickets;
    /** What was disputed; zero when nothing had been proposed. */
    final Hash32 proposed;

    final List<Juror> jurors = new ArrayList<>();
    final List<Challenger> challengers = new ArrayList<>();
    private final Map<ModelNode, Pledge> votes = new HashMap<>();
    DisputePhase phase = DisputePhase.SEED;
    long enrolUntil;
    Hash32 seed = Hash32.ZERO;

    @Nullable Verdict verdict;

    ModelDispute(long openedAt, long seedBlock, long tickets, Hash32 proposed) {
        this.openedAt = openedAt;
        this.seedBlock = seedBlock;
        this.tickets = tickets;
        this.proposed = proposed;
    }

    public DisputePhase phase() {
        return phase;
    }

    /** Zero before it is recorded. */
    public Hash32 seed() {
        return seed;
    }

    public List<Juror> jurors() {
        return List.copyOf(jurors);
    }

    public Optional<Verdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    public boolean challenges(Address account) {
        return challengers.stream().anyMatch(one -> one.account().equals(account));
    }

    boolean lists(ModelNode node) {
        return jurors.stream().anyMatch(juror -> juror.node() == node);
    }

    boolean lists(ModelNode node, long ticket) {
        return jurors.stream().anyMatch(juror -> juror.node() == node && juror.ticket() == ticket);
    }

    Juror highest() {
        return jurors.stream().max(Comparator.comparing(Juror::draw)).orElseThrow();
    }

    void vote(ModelNode node, Hash32 commitment) {
        votes.put(node, new Pledge(commitment));
    }

    public Optional<Pledge> voteOf(ModelNode node) {
        return Optional.ofNullable(votes.get(node));
    }

    public List<Juror> jurors(Predicate<Optional<Pledge>> vote) {
        return jurors.stream().filter(juror -> vote.test(voteOf(juror.node()))).toList();
    }

    static boolean isOpen(Optional<Pledge> pledge) {
        return pledge.isPresent() && pledge.get().root != null;
    }

    /** Bit i: the node in seat i has. */
    long seats(Predicate<Optional<Pledge>> vote) {
        return IntStream.range(0, jurors.size())
                .filter(i -> vote.test(voteOf(jurors.get(i).node())))
                .mapToLong(i -> 1L << i)
                .sum();
    }

    boolean allOpen() {
        return Stream.concat(votes.values().stream(), challengers.stream().map(Challenger::pledge))
                .allMatch(pledge -> pledge.root != null);
    }

    /** How many seats each root has. */
    public Map<Hash32, Long> tally() {
        return jurors(ModelDispute::isOpen).stream()
                .map(juror -> voteOf(juror.node()).orElseThrow().shown())
                .collect(Collectors.groupingBy(root -> root, Collectors.counting()));
    }
}

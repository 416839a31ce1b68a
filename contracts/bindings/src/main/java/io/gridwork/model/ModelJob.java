package io.gridwork.model;

import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A job. Times are Unix seconds. */
public final class ModelJob {
    final Hash32 id;
    final ModelOrder order;
    final int feeBps;
    final long postedAt;
    final long postBlock;
    final List<ModelSeat> seats = new ArrayList<>();
    JobState state = JobState.OPEN;
    long deadline;
    int clearingBps;
    Hash32 result = Hash32.ZERO;

    @Nullable ModelDispute dispute;

    ModelJob(Hash32 id, ModelOrder order, int feeBps, long now, long block) {
        this.id = id;
        this.order = order;
        this.feeBps = feeBps;
        this.postedAt = now;
        this.postBlock = block;
        this.deadline = now + order.claimWindow();
    }

    public Hash32 id() {
        return id;
    }

    public ModelOrder order() {
        return order;
    }

    public JobState state() {
        return state;
    }

    public long deadline() {
        return deadline;
    }

    /** The proposed or final root; zero before. */
    public Hash32 result() {
        return result;
    }

    public List<ModelSeat> seats() {
        return List.copyOf(seats);
    }

    public Optional<ModelDispute> dispute() {
        return Optional.ofNullable(dispute);
    }

    public boolean isDirect() {
        return order.hired() != 0;
    }

    public boolean isVetted() {
        return order.program().vetted();
    }

    boolean names(long node) {
        return order.excluded().contains(node) || seats.stream().anyMatch(seat -> seat.node.id == node);
    }

    public List<ModelSeat> seats(Predicate<ModelSeat> which) {
        return seats.stream().filter(which).toList();
    }

    public BigInteger price() {
        return Prices.price(order.maxPrice(), clearingBps);
    }

    public BigInteger escrow() {
        return state.isTerminal() ? BigInteger.ZERO : order.escrow(feeBps);
    }

    /** The root that k seats revealed. */
    public Optional<Hash32> quorum() {
        return mostFrequent(seats).filter(most -> most.getValue() >= order.k()).map(Map.Entry::getKey);
    }

    public boolean disagrees() {
        return seats(ModelSeat::hasRevealed).stream()
                        .map(seat -> seat.root)
                        .distinct()
                        .count()
                > 1;
    }

    static Optional<Map.Entry<Hash32, Long>> mostFrequent(Collection<ModelSeat> seats) {
        return seats.stream()
                .filter(ModelSeat::hasRevealed)
                .collect(Collectors.groupingBy(seat -> Objects.requireNonNull(seat.root), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong(Map.Entry::getValue));
    }
}

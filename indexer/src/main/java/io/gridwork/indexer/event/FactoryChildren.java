package io.gridwork.indexer.event;

import io.gridwork.abi.Address;
import io.gridwork.abi.LogEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contracts that an {@link AddressParameter} has named so far: the children of a factory, or the implementations and beacons of a
 * proxy. Safe to share between threads.
 */
public final class FactoryChildren {
    /** A log's place in the chain. */
    public record Place(long block, int logIndex) implements Comparable<Place> {
        public static Place of(LogEntry log) {
            return new Place(log.blockNumber(), log.logIndex());
        }

        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::block).thenComparingInt(Place::logIndex);

        @Override
        public int compareTo(Place that) {
            return ORDER.compare(this, that);
        }
    }

    /** An event of the contract {@code parent} named the contract {@code child}. */
    public record FactoryChild(Address parent, Address child, Place place) {}

    private final @Nullable FactoryChildren below;
    /** Children that {@code below} found above this block do not count. */
    private final long ceiling;

    private final Map<Address, Long> first = new HashMap<>();
    private long earliest = Long.MAX_VALUE;
    private final Map<Address, NavigableMap<Place, Address>> latest = new HashMap<>();

    public FactoryChildren() {
        this(null, Long.MAX_VALUE);
    }

    private FactoryChildren(@Nullable FactoryChildren below, long ceiling) {
        this.below = below;
        this.ceiling = ceiling;
    }

    /** A copy up to a block. Additions to the copy do not change the original. */
    public FactoryChildren overlay(long upTo) {
        return new FactoryChildren(this, upTo);
    }

    /** @return whether it was not here yet */
    @SuppressWarnings("MissingSummary")
    public synchronized boolean add(FactoryChild child) {
        boolean known = holds(child);
        if (!known) {
            first.merge(child.child(), child.place().block(), Math::min);
            earliest = Math.min(earliest, child.place().block());
            latest.computeIfAbsent(child.parent(), _ -> new TreeMap<>()).put(child.place(), child.child());
        }
        return !known;
    }

    /** Adds what the row names, if it is of the parameter's event. @return whether any of it was not here yet */
    @SuppressWarnings("MissingSummary")
    public boolean add(AddressParameter parameter, EventRow row) {
        if (!row.table().equals(parameter.table())) return false;
        boolean changed = false;
        for (Address named : parameter.in(row)) {
            changed |= add(new FactoryChild(row.address(), named, row.place()));
        }
        return changed;
    }

    /** One log can name several children. All of them count as named; the last one is the latest of the contract. */
    private boolean holds(FactoryChild child) {
        if (below != null && child.place().block() <= ceiling && below.holds(child)) return true;
        Long since = first.get(child.child());
        NavigableMap<Place, Address> of = latest.get(child.parent());
        return since != null && since <= child.place().block() && of != null && of.containsKey(child.place());
    }

    /** Forgets the children that were named above the block. */
    public synchronized void dropAbove(long block) {
        first.values().removeIf(since -> since > block);
        if (earliest > block) earliest = Long.MAX_VALUE;
        latest.values()
                .forEach(places -> places.tailMap(new Place(block, Integer.MAX_VALUE), false)
                        .clear());
    }

    /** The block in which an address was named first. */
    public synchronized OptionalLong since(Address address) {
        Long own = first.get(address);
        OptionalLong lower = below == null ? OptionalLong.empty() : below.since(address);
        boolean counts = lower.isPresent() && lower.getAsLong() <= ceiling;
        if (own == null) return counts ? lower : OptionalLong.empty();
        return OptionalLong.of(counts ? Math.min(own, lower.getAsLong()) : own);
    }

    /** The first block in which anything was named; {@link Long#MAX_VALUE} when nothing was. */
    public synchronized long earliest() {
        return Math.min(earliest, below == null || below.earliest() > ceiling ? Long.MAX_VALUE : below.earliest());
    }

    /** Everything named up to the block. */
    public synchronized Set<Address> upTo(long block) {
        Stream<Address> own = first.entrySet().stream()
                .filter(each -> each.getValue() <= block)
                .map(Map.Entry::getKey);
        return Stream.concat(below == null ? Stream.of() : below.upTo(Math.min(block, ceiling)).stream(), own)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The contract that {@code parent} named last before a place. */
    public synchronized Optional<FactoryChild> latest(Address parent, Place place) {
        Map.Entry<Place, Address> own =
                latest.containsKey(parent) ? latest.get(parent).lowerEntry(place) : null;
        Place under = place.block() <= ceiling ? place : new Place(ceiling, Integer.MAX_VALUE);
        Optional<FactoryChild> lower = below == null ? Optional.empty() : below.latest(parent, under);
        if (own == null
                || (lower.isPresent() && own.getKey().compareTo(lower.get().place()) < 0)) return lower;
        return Optional.of(new FactoryChild(parent, own.getValue(), own.getKey()));
    }
}

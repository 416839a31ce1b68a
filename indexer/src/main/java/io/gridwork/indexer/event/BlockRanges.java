package io.gridwork.indexer.event;

import io.gridwork.chain.BlockRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of blocks as ascending ranges that neither overlap nor touch: equal sets are equal lists. */
public record BlockRanges(List<BlockRange> ranges) {
    public static final BlockRanges NONE = new BlockRanges(List.of());

    public BlockRanges {
        ranges = List.copyOf(ranges);
    }

    public static BlockRanges of(Collection<BlockRange> ranges) {
        List<BlockRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(BlockRange::from));
        List<BlockRange> merged = new ArrayList<>();
        for (BlockRange next : sorted) {
            BlockRange last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.from() <= last.to() + 1) {
                merged.set(merged.size() - 1, new BlockRange(last.from(), Math.max(last.to(), next.to())));
            } else {
                merged.add(next);
            }
        }
        return new BlockRanges(merged);
    }

    public BlockRanges plus(BlockRange range) {
        List<BlockRange> all = new ArrayList<>(ranges);
        all.add(range);
        return of(all);
    }

    /** What is not above {@code block}. */
    public BlockRanges upTo(long block) {
        return new BlockRanges(ranges.stream()
                .filter(range -> range.from() <= block)
                .map(range -> new BlockRange(range.from(), Math.min(range.to(), block)))
                .toList());
    }

    /** What is not below {@code block}. */
    public BlockRanges from(long block) {
        return new BlockRanges(ranges.stream()
                .filter(range -> range.to() >= block)
                .map(range -> new BlockRange(Math.max(range.from(), block), range.to()))
                .toList());
    }

    /** What of {@code whole} is not in this set. */
    public BlockRanges missingFrom(BlockRange whole) {
        List<BlockRange> missing = new ArrayList<>();
        long next = whole.from();
        for (BlockRange range : ranges) {
            if (range.to() < next) continue;
            if (range.from() > whole.to()) break;
            if (range.from() > next) missing.add(new BlockRange(next, range.from() - 1));
            next = range.to() + 1;
        }
        if (next <= whole.to()) missing.add(new BlockRange(next, whole.to()));
        return new BlockRanges(missing);
    }

    /** What of this is not in the other. */
    public BlockRanges minus(BlockRanges other) {
        return new BlockRanges(ranges.stream()
                .flatMap(range -> other.missingFrom(range).ranges().stream())
                .toList());
    }

    public boolean contains(long block) {
        return ranges.stream().anyMatch(range -> range.contains(block));
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}

package io.gridwork.indexer.event;

import io.gridwork.chain.BlockRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which blocks are read, with what was proved of them: ascending, none twice; neighbours of equal proof are one. */
public record Coverage(List<Part> parts) {
    public static final Coverage NONE = new Coverage(List.of());

    /** A range with its proof. */
    public record Part(BlockRange range, Proof proof) {}

    public Coverage {
        parts = List.copyOf(parts);
    }

    /** Of parts in any order that do not overlap. */
    public static Coverage of(List<Part> parts) {
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingLong(part -> part.range().from()));
        List<Part> merged = new ArrayList<>();
        for (Part next : sorted) {
            Part last = merged.isEmpty() ? null : merged.getLast();
            if (last != null
                    && last.proof().equals(next.proof())
                    && last.range().to() + 1 == next.range().from()) {
                BlockRange both =
                        new BlockRange(last.range().from(), next.range().to());
                merged.set(merged.size() - 1, new Part(both, last.proof()));
            } else {
                merged.add(next);
            }
        }
        return new Coverage(merged);
    }

    /** With a range that was read, anew if it was read before: what was proved last counts. */
    public Coverage plus(BlockRange range, Proof proof) {
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            long from = part.range().from();
            long to = part.range().to();
            if (from < range.from())
                all.add(new Part(new BlockRange(from, Math.min(to, range.from() - 1)), part.proof()));
            if (to > range.to()) all.add(new Part(new BlockRange(Math.max(from, range.to() + 1), to), part.proof()));
        }
        all.add(new Part(range, proof));
        return of(all);
    }

    /** With all that another has; its proof counts where both have a block. */
    public Coverage plus(Coverage other) {
        Coverage both = this;
        for (Part part : other.parts) both = both.plus(part.range(), part.proof());
        return both;
    }

    /** What is not in {@code blocks}. */
    public Coverage minus(BlockRanges blocks) {
        if (parts.isEmpty()) return this;
        return new Coverage(parts.stream()
                .flatMap(part ->
                        blocks.missingFrom(part.range()).ranges().stream().map(range -> new Part(range, part.proof())))
                .toList());
    }

    /** What is not above {@code block}. */
    public Coverage upTo(long block) {
        return new Coverage(parts.stream()
                .filter(part -> part.range().from() <= block)
                .map(part -> new Part(
                        new BlockRange(
                                part.range().from(), Math.min(part.range().to(), block)),
                        part.proof()))
                .toList());
    }

    /** The blocks alone. */
    public BlockRanges blocks() {
        return BlockRanges.of(parts.stream().map(Part::range).toList());
    }
}

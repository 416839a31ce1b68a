package io.gridwork.chain;

import io.gridwork.rpc.ProviderError;
import java.util.ArrayList;
import java.util.List;

/** Into what a range is cut after a refusal. */
final class RangeParts {
    private RangeParts() {}

    /** At least two parts of a range of more than one block: ascending, without a gap. */
    static List<BlockRange> of(BlockRange range, ProviderError why) {
        return switch (why) {
            case ProviderError.MaxSpan(long blocks) when blocks < range.span() -> chunks(range, blocks);
            case ProviderError.SuggestedRange(long from, long to)
            when from <= range.from() && range.contains(to) && to < range.to() -> cutAfter(range, to);
            default -> cutAfter(range, range.from() + range.span() / 2 - 1);
        };
    }

    private static List<BlockRange> cutAfter(BlockRange range, long block) {
        return List.of(new BlockRange(range.from(), block), new BlockRange(block + 1, range.to()));
    }

    private static List<BlockRange> chunks(BlockRange range, long blocks) {
        List<BlockRange> chunks = new ArrayList<>();
        for (long from = range.from(); from <= range.to(); from += blocks) {
            chunks.add(new BlockRange(from, Math.min(range.to(), from + blocks - 1)));
        }
        return chunks;
    }
}

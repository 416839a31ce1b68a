package io.gridwork.indexer.pipeline;

import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.EventSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A block range that is not yet indexed for these event sources, and is indexed for all others. */
record Segment(BlockRange range, Set<EventSource> eventSources) {

    /** The block ranges of {@code whole} that are not yet indexed, ascending. */
    static List<Segment> missing(List<Target> targets, Function<EventSource, BlockRanges> coverage, BlockRange whole) {
        Map<EventSource, BlockRanges> missing = new HashMap<>();
        SortedSet<Long> borders = new TreeSet<>();
        for (Target target : targets) {
            if (target.fromBlock() > whole.to()) continue;
            BlockRange wanted = new BlockRange(Math.max(whole.from(), target.fromBlock()), whole.to());
            BlockRanges lacking = coverage.apply(target.eventSource()).missingFrom(wanted);
            missing.put(target.eventSource(), lacking);
            lacking.ranges().forEach(range -> {
                borders.add(range.from());
                borders.add(range.to() + 1);
            });
        }
        List<Segment> segments = new ArrayList<>();
        Long from = null;
        for (long border : borders) {
            if (from != null) addSegment(segments, missing, new BlockRange(from, border - 1));
            from = border;
        }
        return segments;
    }

    private static void addSegment(List<Segment> segments, Map<EventSource, BlockRanges> missing, BlockRange range) {
        Set<EventSource> eventSources = new HashSet<>();
        missing.forEach((eventSource, ranges) -> {
            if (ranges.contains(range.from())) eventSources.add(eventSource);
        });
        if (!eventSources.isEmpty()) segments.add(new Segment(range, eventSources));
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.indexer.event.BlockRange;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Feed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A range in which just these feeds are missing. */
record Segment(BlockRange range, Set<Feed> feeds) {

    /** What is missing of all targets in {@code whole}, ascending: each block once for each feed that lacks it. */
    static List<Segment> missing(List<Target> targets, Function<Feed, BlockRanges> coverage, BlockRange whole) {
        Map<Feed, BlockRanges> missing = new HashMap<>();
        SortedSet<Long> borders = new TreeSet<>();
        for (Target target : targets) {
            if (target.fromBlock() > whole.to()) continue;
            BlockRange wanted = new BlockRange(Math.max(whole.from(), target.fromBlock()), whole.to());
            BlockRanges lacking = coverage.apply(target.feed()).missingFrom(wanted);
            missing.put(target.feed(), lacking);
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

    private static void addSegment(List<Segment> segments, Map<Feed, BlockRanges> missing, BlockRange range) {
        Set<Feed> feeds = new HashSet<>();
        missing.forEach((feed, ranges) -> {
            if (ranges.contains(range.from())) feeds.add(feed);
        });
        if (!feeds.isEmpty()) segments.add(new Segment(range, feeds));
    }
}

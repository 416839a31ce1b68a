package io.gridwork.indexer.pipeline;

import io.gridwork.indexer.event.AddressParameter;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The order in which settled blocks are read. An event that names contracts is read before the events of these contracts. The
 * upgrade events of a proxy are read before the events that depend on its implementation.
 */
final class Levels {
    private final List<Target> targets;

    private Levels(List<Target> targets) {
        this.targets = targets;
    }

    /** The targets by level; those of a level depend on lower ones alone. */
    static List<List<Target>> of(List<Target> targets) {
        Levels levels = new Levels(targets);
        SortedMap<Integer, List<Target>> found = new TreeMap<>();
        for (Target target : targets) {
            found.computeIfAbsent(levels.level(target.eventSource(), 0), _ -> new ArrayList<>())
                    .add(target);
        }
        return List.copyOf(found.values());
    }

    private int level(EventSource eventSource, int depth) {
        if (depth > targets.size()) {
            throw new Refusal("the contract " + eventSource.table().contract()
                    + " is found by events of itself, directly or by way of others; name the address of the first");
        }
        int level = 0;
        for (AddressParameter parameter : Known.parametersOf(eventSource)) {
            for (Target target : targets) {
                if (target.eventSource().table().equals(parameter.table())) {
                    level = Math.max(level, 1 + level(target.eventSource(), depth + 1));
                }
            }
        }
        return level;
    }
}

package io.gridwork.testchain.faults;

import java.util.ArrayList;
import java.util.List;

/** The faults being played, in the order in which they were asked for. */
final class Stage {

    private final List<Source> sources = new ArrayList<>();

    synchronized void add(Source source) {
        sources.add(source);
    }

    synchronized void clear() {
        sources.clear();
    }

    synchronized void remove(Fault fault) {
        sources.removeIf(
                source -> source instanceof Running running && running.fault().equals(fault));
    }

    /** What a request meets. One at a time: the same requests in the same order meet the same faults. */
    synchronized List<Cue> cues(Request request) {
        return sources.stream().flatMap(source -> source.cues(request).stream()).toList();
    }

    synchronized void giveBack(Cue cue) {
        cue.running().giveBack();
    }
}

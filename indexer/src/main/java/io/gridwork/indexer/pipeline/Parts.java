package io.gridwork.indexer.pipeline;

import io.gridwork.chain.BlockRange;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Cuts segments into parts. The size of each part is decided when it is asked for. */
final class Parts<T> implements Iterator<T> {
    private final List<Segment> segments;
    private final Cut cut;
    private final BooleanSupplier goesOn;
    private final Function<Segment, T> task;
    private int at;
    private long next;

    /** Where a part ends. */
    interface Cut {
        /** The last block of the part that begins with {@code from}; one above the segment's own is taken for that. */
        long last(Segment segment, long from);
    }

    /**
     * @param goesOn whether there is to be another part
     * @param task what is to be done with a part
     */
    Parts(List<Segment> segments, Cut cut, BooleanSupplier goesOn, Function<Segment, T> task) {
        this.segments = segments;
        this.cut = cut;
        this.goesOn = goesOn;
        this.task = task;
    }

    @Override
    public boolean hasNext() {
        return at < segments.size() && goesOn.getAsBoolean();
    }

    @Override
    public T next() {
        if (at == segments.size()) throw new NoSuchElementException();
        Segment segment = segments.get(at);
        long from = Math.max(next, segment.range().from());
        long to = Math.min(segment.range().to(), cut.last(segment, from));
        next = to + 1;
        if (to == segment.range().to()) at++;
        return task.apply(new Segment(new BlockRange(from, to), segment.eventSources()));
    }
}

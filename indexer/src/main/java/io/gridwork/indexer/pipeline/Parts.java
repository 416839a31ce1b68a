package io.gridwork.indexer.pipeline;

import io.gridwork.indexer.event.BlockRange;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Segments cut into parts of as many blocks as are wanted at the moment of asking. */
final class Parts<T> implements Iterator<T> {
    private final List<Segment> segments;
    private final LongSupplier span;
    private final Function<Segment, T> task;
    private int at;
    private long next;

    /** @param task what is to be done with a part */
    Parts(List<Segment> segments, LongSupplier span, Function<Segment, T> task) {
        this.segments = segments;
        this.span = span;
        this.task = task;
    }

    @Override
    public boolean hasNext() {
        return at < segments.size();
    }

    @Override
    public T next() {
        if (!hasNext()) throw new NoSuchElementException();
        Segment segment = segments.get(at);
        long from = Math.max(next, segment.range().from());
        long to = Math.min(segment.range().to(), from + span.getAsLong() - 1);
        next = to + 1;
        if (to == segment.range().to()) at++;
        return task.apply(new Segment(new BlockRange(from, to), segment.feeds()));
    }
}

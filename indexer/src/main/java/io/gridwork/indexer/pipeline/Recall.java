package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Coverage;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.Proof;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.EventStore;
import io.gridwork.indexer.store.RawPart;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes missing rows from raw logs that the store has kept, without a node. The rows get the proof level of the raw logs, and
 * belong to the same blocks.
 */
final class Recall {
    private static final Logger log = LoggerFactory.getLogger(Recall.class);

    private final EventStore store;
    private final LogDecoder decoder;
    private final Known known;

    Recall(EventStore store, LogDecoder decoder, Known known) {
        this.store = store;
        this.decoder = decoder;
        this.known = known;
    }

    /**
     * Hands on batches in the order in which they are to be written. Called by the store's writer, who writes each before it takes
     * the next.
     *
     * @param whole blocks in which all is known that these targets depend on
     * @return whether there was anything
     */
    boolean run(List<Target> targets, BlockRange whole, BooleanSupplier goOn, Consumer<Batch> writer) {
        boolean any = false;
        for (Map.Entry<Proof, Map<EventSource, BlockRanges>> each :
                missing(targets, whole).entrySet()) {
            Map<EventSource, BlockRanges> kept = each.getValue();
            for (Segment segment : Segment.missing(
                    targets, eventSource -> allBut(kept.getOrDefault(eventSource, BlockRanges.NONE), whole), whole)) {
                log.info(
                        "{} of {} are decoded from the logs in the file",
                        segment.range(),
                        segment.eventSources().stream()
                                .map(eventSource -> eventSource.table().name())
                                .sorted()
                                .toList());
                any = true;
                decode(segment, each.getKey(), goOn, writer);
                if (!goOn.getAsBoolean()) return true;
            }
        }
        return any;
    }

    private static BlockRanges allBut(BlockRanges kept, BlockRange whole) {
        return new BlockRanges(List.of(whole)).minus(kept);
    }

    /** What is missing and kept, by what was proved of it. */
    private Map<Proof, Map<EventSource, BlockRanges>> missing(List<Target> targets, BlockRange whole) {
        Map<Proof, Map<EventSource, BlockRanges>> missing = new LinkedHashMap<>();
        for (Target target : targets) {
            EventSource eventSource = target.eventSource();
            if (RawLogSource.is(eventSource) || target.fromBlock() > whole.to()) continue;
            BlockRanges covered = store.coverage(eventSource);
            if (covered.missingFrom(whole).isEmpty()) continue;
            Coverage kept = store.recallable(eventSource).minus(covered);
            for (Coverage.Part part : kept.parts()) {
                missing.computeIfAbsent(part.proof(), _ -> new HashMap<>())
                        .merge(
                                eventSource,
                                BlockRanges.NONE.plus(part.range()),
                                (some, more) -> some.plus(part.range()));
            }
        }
        return missing;
    }

    private void decode(Segment segment, Proof proof, BooleanSupplier goOn, Consumer<Batch> writer) {
        Set<Hash32> topics = Request.topics(segment.eventSources());
        long next = segment.range().from();
        while (next <= segment.range().to() && goOn.getAsBoolean()) {
            RawPart part =
                    store.raw(topics, new BlockRange(next, segment.range().to()));
            Map<Long, Long> timestamps = new HashMap<>();
            part.logs().forEach(kept -> timestamps.put(kept.log().blockNumber(), kept.blockTimestamp()));
            LogDecoder.Rows rows = decoder.decode(
                    part.logs().stream().map(KeptLog::log).toList(),
                    segment.eventSources(),
                    each -> Objects.requireNonNull(timestamps.get(each.blockNumber())),
                    known::of);
            writer.accept(new Batch(
                    null,
                    part.range(),
                    segment.eventSources(),
                    List.of(),
                    rows.rows(),
                    rows.quarantined(),
                    List.of(),
                    proof));
            next = part.range().to() + 1;
        }
    }
}

package io.gridwork.indexer.pipeline;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.ContractSelector;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.KeptLog;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.EventStore;
import io.gridwork.indexer.store.InMemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Reads samples, spread evenly over the blocks wanted, and says what all of them would take. Nothing is written. Contracts
 * that events name (children of factories) are left out: who they are is known only when all has been read.
 */
public final class DryRun {
    private static final int SAMPLES = 16;
    /** Headers in one HTTP request. */
    private static final long BATCH = 100;

    private static final double WANTED_LOGS = 6_000;
    private static final long LARGEST_SPAN = 100_000;
    private static final long HEADER_CALLS = 1;
    /** The record's header. */
    private static final long ROW_OVERHEAD = 12;

    /** Of a kept log: its place, contract and event, and its transaction with hash and time, each a record. */
    private static final long KEPT_OVERHEAD = 16 + 48;

    private static final long KEPT_WORD = 17;
    private static final long SMALL_INTEGER = 4;
    private static final double PAGE_FILL = 1.05;

    private final LogReader source;
    private final Endpoints endpoints;
    private final List<Target> targets;
    private final BatchReader reader;

    public DryRun(LogReader source, Endpoints endpoints, List<Target> targets, Verification level) {
        this.source = source;
        this.endpoints = endpoints;
        this.targets = targets.stream()
                .filter(target -> !(target.eventSource().selector() instanceof ContractSelector.Children))
                .toList();
        List<EventSource> eventSources =
                targets.stream().map(Target::eventSource).toList();
        LogDecoder decoder = new LogDecoder(eventSources);
        EventStore nothing = new InMemoryEventStore();
        VerifiedLogs verified = new VerifiedLogs(source, level);
        BlockHistory history = new BlockHistory(source, verified, decoder, nothing, Levels.of(targets));
        reader = new BatchReader(source, verified, decoder, Known.of(eventSources, nothing), history);
    }

    private record Sample(long blocks, long rows, long rowBytes, long calls, long wireBytes) {}

    /** For all blocks wanted up to this one. */
    public Estimate upTo(long block) {
        long blocks = 0;
        long sampledBlocks = 0;
        double events = 0;
        double requests = 0;
        double calls = 0;
        double wireBytes = 0;
        double databaseBytes = 0;
        for (Segment stratum : strata(block)) {
            Sample sample = sample(stratum);
            long span = stratum.range().span();
            double scale = (double) span / sample.blocks();
            double ranges = Math.ceil(span / likelySpan(sample));
            double timeCalls = Math.max(0, sample.calls() - HEADER_CALLS - 1) * scale;
            blocks += span;
            sampledBlocks += sample.blocks();
            events += sample.rows() * scale;
            calls += ranges * (1 + HEADER_CALLS) + timeCalls;
            requests += ranges * (1 + HEADER_CALLS) + timeCalls / BATCH;
            wireBytes += sample.wireBytes() * scale;
            databaseBytes += sample.rowBytes() * scale;
        }
        long window = Math.min(blocks, EventStore.WINDOW);
        return new Estimate(
                blocks,
                sampledBlocks,
                Math.round(events),
                Math.round(requests + Math.ceilDiv(window, BATCH)),
                Math.round(calls + window),
                Math.round(wireBytes),
                Math.round(databaseBytes));
    }

    /** Equal parts of what is wanted. */
    private List<Segment> strata(long to) {
        List<Segment> wanted = Segment.missing(targets, _ -> BlockRanges.NONE, new BlockRange(0, Math.max(0, to)));
        long total = wanted.stream().mapToLong(each -> each.range().span()).sum();
        long width = Math.max(1, Math.ceilDiv(total, SAMPLES));
        List<Segment> strata = new ArrayList<>();
        for (Segment segment : wanted) {
            BlockRange range = segment.range();
            for (long from = range.from(); from <= range.to(); from += width) {
                BlockRange part = new BlockRange(from, Math.min(range.to(), from + width - 1));
                strata.add(new Segment(part, segment.eventSources()));
            }
        }
        return strata;
    }

    /** From the middle of it, as many blocks as an answer may hold. */
    private Sample sample(Segment stratum) {
        BlockRange all = stratum.range();
        long span = Math.min(all.span(), source.suggestedSpan());
        long from = all.from() + (all.span() - span) / 2;
        long callsBefore = sum(EndpointUsage::requests);
        long bytesBefore = sum(EndpointUsage::receivedBytes);
        Batch batch = reader.settled(new Segment(new BlockRange(from, from + span - 1), stratum.eventSources()));
        return new Sample(
                span,
                batch.rows().size(),
                batch.rows().stream().mapToLong(DryRun::bytes).sum()
                        + batch.kept().stream().mapToLong(DryRun::bytes).sum(),
                sum(EndpointUsage::requests) - callsBefore,
                sum(EndpointUsage::receivedBytes) - bytesBefore);
    }

    private long sum(ToLongFunction<EndpointUsage> value) {
        return endpoints.usage().stream().mapToLong(value).sum();
    }

    private double likelySpan(Sample sample) {
        double dense = sample.rows() == 0 ? LARGEST_SPAN : WANTED_LOGS * sample.blocks() / sample.rows();
        return Math.clamp(dense, 1, (double) Math.min(LARGEST_SPAN, source.mostBlocks()));
    }

    /** Of a log as it is kept: few words are full. */
    private static long bytes(KeptLog kept) {
        long words = kept.log().topics().size() + (long) kept.log().data().size() / Hash32.BYTES;
        return Math.round((KEPT_OVERHEAD + KEPT_WORD * words) * PAGE_FILL);
    }

    /** Of a row in its table: its columns, the record's own header, and the free part of a page. */
    private static long bytes(EventRow row) {
        long columns = ROW_OVERHEAD;
        for (Object value : row.values()) {
            columns += value instanceof String text ? text.length() + 2 : SMALL_INTEGER;
        }
        return Math.round(columns * PAGE_FILL);
    }
}

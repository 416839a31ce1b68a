package io.gridwork.indexer.pipeline;

import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRange;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.decode.LogDecoder;
import io.gridwork.indexer.event.BlockRanges;
import io.gridwork.indexer.event.Column;
import io.gridwork.indexer.event.EventRow;
import io.gridwork.indexer.event.EventSource;
import io.gridwork.indexer.event.EventTable;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.RawLogSource;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.source.BranchChanged;
import io.gridwork.indexer.source.VerifiedLogs;
import io.gridwork.indexer.store.Batch;
import io.gridwork.indexer.store.EventReader;
import io.gridwork.indexer.store.EventStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a store covers once more from a node and compares, row by row and value by value. Ranges that differ are
 * replaced if that is wanted, each in one transaction.
 */
public final class Audit {
    private static final long MOST_BYTES_AHEAD = 16 << 20;
    private static final long MOST_BLOCKS = 2_000;

    /** {@code rows}: that were compared; {@code mended}: ranges that were replaced. */
    public record Report(long blocks, long rows, long mended, List<Finding> findings) {}

    /** Place of a row: within its table, block and log index. */
    private record Place(String table, long block, int logIndex) {
        LogPlace log() {
            return new LogPlace(block, logIndex);
        }
    }

    private record LogPlace(long block, int index) {}

    private final LogReader source;
    private final EventReader store;
    private final List<Target> targets;
    private final Verification verification;
    private final int concurrency;
    private final @Nullable EventStore repaired;
    private final Map<String, Map<Finding.Kind, Finding>> findings = new LinkedHashMap<>();
    private final List<Finding> ended = new ArrayList<>();
    private long blocks;
    private long rows;
    private long mended;

    /**
     * Of these targets, as far as the store covers them. Nothing is written.
     *
     * @param concurrency ranges in flight
     */
    public Audit(
            LogReader source, EventReader store, List<Target> targets, Verification verification, int concurrency) {
        this(source, store, targets, verification, concurrency, null);
    }

    /** As the constructor, but it replaces the ranges that differ. */
    public static Audit repairing(
            LogReader source, EventStore store, List<Target> targets, Verification verification, int concurrency) {
        return new Audit(source, store, targets, verification, concurrency, store);
    }

    private Audit(
            LogReader source,
            EventReader store,
            List<Target> targets,
            Verification verification,
            int concurrency,
            @Nullable EventStore repaired) {
        this.source = source;
        this.store = store;
        this.targets = targets;
        this.verification = verification;
        this.concurrency = concurrency;
        this.repaired = repaired;
    }

    /** @throws Refusal when the node is of another branch, or has not the blocks that are covered */
    public Report run() {
        BlockHeader head = source.head();
        if (!(Branch.compare(store.window(), head, source) instanceof Branch.Same)) {
            throw new Refusal("the newest blocks of the file are not those of the node, whose head is block "
                    + head.number() + ": run gridwork index first, so that it follows the chain, and verify again");
        }
        List<EventSource> eventSources =
                targets.stream().map(Target::eventSource).toList();
        LogDecoder decoder = new LogDecoder(eventSources);
        List<List<Target>> levels = levels();
        VerifiedLogs verified = new VerifiedLogs(source, verification);
        for (List<Target> level : levels) {
            // The rows of lower levels name the contracts of this one, and may just have been repaired.
            Known known = Known.of(eventSources, store);
            BlockHistory history = new BlockHistory(source, verified, decoder, store, levels);
            BatchReader reader = new BatchReader(source, verified, decoder, known, history);
            BlockRange whole = new BlockRange(0, head.number());
            List<Segment> covered = Segment.missing(level, eventSource -> uncovered(eventSource, whole), whole);
            InOrder.Bounds bounds = new InOrder.Bounds(concurrency, MOST_BYTES_AHEAD);
            InOrder.run(parts(covered, reader), bounds, Batch::bytes, this::compare);
        }
        findings.values().forEach(byKind -> ended.addAll(byKind.values()));
        return new Report(blocks, rows, mended, List.copyOf(ended));
    }

    /** Raw logs last: which of them must be there depends on the rows. */
    private List<List<Target>> levels() {
        List<List<Target>> levels = new ArrayList<>(Levels.of(targets.stream()
                .filter(target -> !RawLogSource.is(target.eventSource()))
                .toList()));
        for (KeepRaw keep : List.of(KeepRaw.ALL, KeepRaw.UNDECODED)) {
            levels.add(targets.stream()
                    .filter(target -> RawLogSource.keptBy(target.eventSource()) == keep)
                    .toList());
        }
        levels.removeIf(List::isEmpty);
        return levels;
    }

    private BlockRanges uncovered(EventSource eventSource, BlockRange whole) {
        return store.coverage(eventSource).missingFrom(whole);
    }

    private Iterator<Callable<Batch>> parts(List<Segment> segments, BatchReader reader) {
        return new Parts<>(segments, (_, from) -> from + span() - 1, () -> true, part -> () -> read(part, reader));
    }

    /** Blocks of the next part. Memory holds the logs twice, and a finding should name a short range: so there is a limit. */
    private long span() {
        return Math.min(Math.min(source.suggestedSpan(), verification.mostBlocks()), MOST_BLOCKS);
    }

    private static Batch read(Segment part, BatchReader reader) {
        try {
            return reader.settled(part);
        } catch (BranchChanged changed) {
            throw new Refusal(changed.getMessage() + "; run gridwork index first, and verify again", changed);
        }
    }

    private void compare(Batch truth) {
        Map<Place, EventRow> expected = byPlace(expected(truth));
        Map<Place, EventRow> stored = byPlace(store.rows(truth.eventSources(), truth.range()));
        Set<LogPlace> decoded = decoded(truth);
        blocks += truth.range().span();
        rows += expected.size();
        Map<String, Map<Finding.Kind, Finding>> here = new LinkedHashMap<>();
        expected.forEach((place, row) -> {
            EventRow found = stored.get(place);
            if (found == null) {
                if (!decoded.contains(place.log())) add(here, place, Finding.Kind.MISSING, "");
            } else if (!found.values().equals(row.values())) {
                add(here, place, Finding.Kind.DIFFERENT, difference(found, row));
            }
        });
        stored.keySet().stream()
                .filter(place -> !expected.containsKey(place))
                .forEach(place -> add(here, place, Finding.Kind.EXTRA, ""));
        collect(here);
        if (here.isEmpty() || repaired == null) return;
        repaired.replace(truth);
        mended++;
    }

    private static List<EventRow> expected(Batch truth) {
        Optional<EventTable> raw = rawLogSource(truth).map(EventSource::table);
        return raw.isEmpty()
                ? truth.rows()
                : truth.kept().stream()
                        .map(kept -> EventRow.of(raw.get(), kept))
                        .toList();
    }

    private static Optional<EventSource> rawLogSource(Batch truth) {
        return truth.eventSources().stream().filter(RawLogSource::is).findFirst();
    }

    /** Places of logs that need not be kept, since they have a row. */
    private Set<LogPlace> decoded(Batch truth) {
        if (rawLogSource(truth).map(RawLogSource::keptBy).orElse(KeepRaw.NONE) != KeepRaw.UNDECODED) return Set.of();
        Set<EventSource> events = targets.stream()
                .map(Target::eventSource)
                .filter(eventSource -> !RawLogSource.is(eventSource))
                .collect(Collectors.toSet());
        return store.rows(events, truth.range()).stream()
                .map(row -> new LogPlace(row.block(), row.logIndex()))
                .collect(Collectors.toSet());
    }

    private static Map<Place, EventRow> byPlace(List<EventRow> rows) {
        Map<Place, EventRow> byPlace = new LinkedHashMap<>();
        rows.forEach(row -> byPlace.put(new Place(row.table().name(), row.block(), row.logIndex()), row));
        return byPlace;
    }

    private static String difference(EventRow stored, EventRow truth) {
        for (int i = 0; i < truth.values().size(); i++) {
            if (stored.values().get(i).equals(truth.values().get(i))) continue;
            return ": " + columnName(truth, i) + " is " + stored.values().get(i) + ", on the chain "
                    + truth.values().get(i);
        }
        return "";
    }

    private static String columnName(EventRow row, int index) {
        List<Column> fixed = EventTable.FIXED_COLUMNS;
        return index < fixed.size()
                ? fixed.get(index).name()
                : row.table().columns().get(index - fixed.size()).name();
    }

    private static void add(Map<String, Map<Finding.Kind, Finding>> into, Place place, Finding.Kind kind, String more) {
        Finding one = new Finding(
                new BlockRange(place.block(), place.block()),
                place.table(),
                kind,
                1,
                "block " + place.block() + " log " + place.logIndex() + more);
        into.computeIfAbsent(place.table(), _ -> new EnumMap<>(Finding.Kind.class))
                .merge(kind, one, Finding::and);
    }

    /** Findings of neighbouring parts are joined into one. */
    private void collect(Map<String, Map<Finding.Kind, Finding>> here) {
        Set<String> tables = Set.copyOf(findings.keySet());
        for (String table : tables) {
            if (here.containsKey(table)) continue;
            ended.addAll(Objects.requireNonNull(findings.remove(table)).values());
        }
        here.forEach((table, byKind) -> {
            Map<Finding.Kind, Finding> open = findings.computeIfAbsent(table, _ -> new EnumMap<>(Finding.Kind.class));
            byKind.forEach((kind, finding) -> open.merge(kind, finding, Finding::and));
        });
    }
}

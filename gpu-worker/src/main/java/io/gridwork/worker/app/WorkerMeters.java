package io.gridwork.worker.app;

import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.jury.Auditor;
import io.gridwork.worker.loop.ChainWatch;
import io.gridwork.worker.loop.Loop;
import io.gridwork.worker.loop.Steps;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.step.Refusal;
import io.gridwork.worker.step.Refusals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a worker shows of itself while it runs. */
final class WorkerMeters implements MeterBinder {
    /** The chain is looked at once a second; a look takes longer where its node does not answer. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    private static final List<String> STATES =
            List.of("Discovered", "Claimed", "Fetched", "Computed", "Committed", "Revealed", "Paid", "Abandoned");

    private static final List<String> DUTIES = List.of("Summoned", "Ready", "Judged", "Pledged", "Voted", "Over");

    private final Journal journal;
    private final Refusals refusals;
    private final ChainWatch watch;
    private final Steps steps;
    private final Map<String, ContentStore> disk;
    private final Loop loop;
    private final InstantSource clock;

    /** @param disk folders of content, by the name under which their size is shown */
    WorkerMeters(
            Journal journal,
            Refusals refusals,
            ChainWatch watch,
            Steps steps,
            Map<String, ContentStore> disk,
            Loop loop,
            InstantSource clock) {
        this.journal = journal;
        this.refusals = refusals;
        this.watch = watch;
        this.steps = steps;
        this.disk = disk;
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String state : STATES) {
            Gauge.builder("gridwork.jobs", () -> journal.counts().getOrDefault(state, 0L))
                    .description("Jobs in the journal by state")
                    .tag("state", state)
                    .register(registry);
        }
        bindJustice(registry);
        disk.forEach((name, store) -> Gauge.builder("gridwork.disk.bytes", store::bytes)
                .description("Disk that kept content takes")
                .tag("store", name)
                .register(registry));
        for (Refusal why : Refusal.values()) {
            FunctionCounter.builder("gridwork.refusals", refusals, counted -> counted.count(why))
                    .description("Jobs not claimed, by reason")
                    .tag("reason", why.name())
                    .register(registry);
        }
        Gauge.builder("gridwork.jobs.under.way", loop::underWay)
                .description("Jobs that a thread is working on")
                .register(registry);
        Gauge.builder("gridwork.jobs.parked", loop::parked)
                .description("Jobs left alone because of a defect")
                .register(registry);
        Gauge.builder("gridwork.chain.block", () -> head().number())
                .description("Newest block seen")
                .register(registry);
        Gauge.builder("gridwork.chain.lag.seconds", this::lag)
                .description("Age of the newest block")
                .register(registry);
    }

    /** Disputes: as a juror over others, as one whose result is judged, as one who looks for wrong results. */
    private void bindJustice(MeterRegistry registry) {
        for (String state : DUTIES) {
            Gauge.builder("gridwork.duties", () -> journal.dutyCounts().getOrDefault(state, 0L))
                    .description("Disputes that this node could judge, by how far it got as a juror")
                    .tag("state", state)
                    .register(registry);
        }
        Gauge.builder("gridwork.results.disputed", steps.collect()::disputed)
                .description("Results of this node that a jury is judging")
                .register(registry);
        Gauge.builder("gridwork.challenges", () -> journal.challenges().size())
                .description("Challenges of this worker whose dispute is not over")
                .register(registry);
        steps.auditor().ifPresent(auditor -> {
            for (Auditor.Verdict verdict : Auditor.Verdict.values()) {
                FunctionCounter.builder("gridwork.audits", auditor, audits -> audits.count(verdict))
                        .description("Results of others that were computed anew, by what came of it")
                        .tag("verdict", verdict.name())
                        .register(registry);
            }
        });
    }

    /** For {@code /health}. */
    Map<String, Object> health() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", isWell() ? "UP" : "DOWN");
        facts.put("loop", isTurning() ? "TURNING" : "STUCK");
        facts.put("chain", watch.health().name());
        facts.put("block", head().number());
        facts.put("jobsUnderWay", loop.underWay());
        facts.put("jobsParked", loop.parked());
        return facts;
    }

    boolean isWell() {
        return watch.health() == ChainWatch.Health.WELL && isTurning();
    }

    private boolean isTurning() {
        Instant looked = watch.looked();
        return looked != null && clock.instant().isBefore(looked.plus(STUCK));
    }

    private Head head() {
        Head head = watch.head();
        return head == null ? new Head(0, clock.instant()) : head;
    }

    private double lag() {
        return Duration.between(head().time(), clock.instant()).toMillis() / 1000.0;
    }
}

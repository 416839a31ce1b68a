package io.gridwork.indexer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Share of CPU time of each stage, from JFR's CPU-time samples (JEP 509, JDK 25 on Linux), native code included. A sample
 * belongs to the stage whose frame is nearest to the top of its stack.
 */
public final class StageProfile implements AutoCloseable {
    private static final String EVENT = "jdk.CPUTimeSample";
    private static final Duration PERIOD = Duration.ofMillis(10);

    private record Stage(String name, List<String> classes) {}

    private static final List<Stage> STAGES = List.of(
            new Stage("sqlite", List.of("org.sqlite.")),
            new Stage("bind", List.of("io.gridwork.indexer.store.", "org.jooq.")),
            new Stage("decode", List.of("io.gridwork.indexer.decode.")),
            new Stage("json", List.of("io.gridwork.chain.Json", "tools.jackson.")),
            new Stage(
                    "http",
                    List.of("io.gridwork.rpc.HttpEndpoint", "jdk.internal.net.http.", "java.net.http.", "sun.nio.")),
            new Stage("proof", List.of("io.gridwork.indexer.proof.")),
            new Stage("pipeline", List.of("io.gridwork.indexer.")));

    private final Recording recording = new Recording();

    private StageProfile() {}

    public static StageProfile start() {
        StageProfile profile = new StageProfile();
        profile.recording
                .enable(EVENT)
                .with("throttle", PERIOD.toMillis() + "ms")
                .withStackTrace();
        profile.recording.start();
        return profile;
    }

    /** Ends it. Shares by stage; empty where JFR has no such samples. Compiler and collector are not sampled. */
    public Map<String, Double> shares() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("gridwork-bench", ".jfr");
        try {
            recording.dump(file);
            return shares(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Double> shares(Path file) throws IOException {
        Map<String, Double> counts = new LinkedHashMap<>();
        STAGES.forEach(stage -> counts.put(stage.name(), 0.0));
        double all = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (!event.getEventType().getName().equals(EVENT)) continue;
                counts.merge(stage(event), 1.0, Double::sum);
                all++;
            }
        }
        if (all == 0) return Map.of();
        double total = all;
        counts.replaceAll((_, count) -> Math.round(1000 * count / total) / 1000.0);
        return counts;
    }

    private static String stage(RecordedEvent event) {
        if (event.getStackTrace() == null) return "other";
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (Stage stage : STAGES) {
                if (stage.classes().stream().anyMatch(type::startsWith)) return stage.name();
            }
        }
        return "other";
    }

    @Override
    public void close() {
        recording.close();
    }
}

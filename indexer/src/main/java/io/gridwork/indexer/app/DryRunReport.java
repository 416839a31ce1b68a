package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Estimate;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --dry-run} says. */
record DryRunReport(IndexerConfig config, long toBlock, Estimate estimate) {

    String text(boolean json) {
        return json ? json() : lines();
    }

    /** Seconds that the budget allows no less than; null without one. */
    private @Nullable Long secondsOfBudget() {
        Integer rps = config.maxRps();
        return rps == null ? null : Math.ceilDiv(estimate.calls(), rps);
    }

    private String lines() {
        String already = Files.exists(config.db())
                ? "This is for all blocks; what " + config.db() + " has already is not read again.\n"
                : "";
        return String.format(
                Locale.ROOT,
                """
                blocks    %,d up to block %,d; %,d of them sampled
                events    about %,d
                requests  about %,d with %,d calls%s
                received  about %s
                database  about %s in %s
                %sNo file was written.""",
                estimate.blocks(),
                toBlock,
                estimate.sampledBlocks(),
                estimate.events(),
                estimate.requests(),
                estimate.calls(),
                budget(secondsOfBudget()),
                bytes(estimate.wireBytes()),
                bytes(estimate.databaseBytes()),
                config.db(),
                already);
    }

    private String budget(@Nullable Long seconds) {
        return seconds == null ? "" : ", which take " + Rate.words(seconds) + " at --max-rps " + config.maxRps();
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) return bytes + " bytes";
        if (bytes < 10_000_000) return String.format(Locale.ROOT, "%,d kB", bytes / 1_000);
        if (bytes < 10_000_000_000L) return String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
        return String.format(Locale.ROOT, "%,d GB", bytes / 1_000_000_000);
    }

    private String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dryRun", true);
        fields.put("toBlock", toBlock);
        fields.put("blocks", estimate.blocks());
        fields.put("sampledBlocks", estimate.sampledBlocks());
        fields.put("events", estimate.events());
        fields.put("requests", estimate.requests());
        fields.put("calls", estimate.calls());
        fields.put("receivedBytes", estimate.wireBytes());
        fields.put("databaseBytes", estimate.databaseBytes());
        fields.put("secondsOfBudget", secondsOfBudget());
        return JsonMapper.shared().writeValueAsString(fields);
    }
}

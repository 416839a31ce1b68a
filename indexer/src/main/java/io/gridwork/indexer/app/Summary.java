package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a run has done, for its last line. */
record Summary(String database, long chainId, Progress end, Duration elapsed) {

    static Summary of(IndexerConfig config, long chainId, Progress end, Duration elapsed) {
        return new Summary(config.db().toString(), chainId, end, elapsed);
    }

    String text(boolean json) {
        return json
                ? json()
                : String.format(
                        Locale.ROOT,
                        "%s: chain %d %s; this run wrote %,d events of %,d blocks in %.1f s%s%s",
                        database,
                        chainId,
                        end.block() < 0
                                ? "without a block yet"
                                : String.format(Locale.ROOT, "up to block %,d", end.block()),
                        end.events(),
                        end.blocks(),
                        elapsed.toMillis() / 1000.0,
                        end.reorgs() == 0 ? "" : ", followed " + end.reorgs() + " reorganisations",
                        end.quarantined() == 0
                                ? ""
                                : ", put " + end.quarantined() + (end.quarantined() == 1 ? " log" : " logs")
                                        + " in _quarantine, where the column reason says why");
    }

    private String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("database", database);
        fields.put("chainId", chainId);
        fields.put("block", end.block());
        fields.put("head", end.head());
        fields.put("blocksWritten", end.blocks());
        fields.put("eventsWritten", end.events());
        fields.put("quarantined", end.quarantined());
        fields.put("reorgs", end.reorgs());
        fields.put("seconds", elapsed.toMillis() / 1000.0);
        return JsonMapper.shared().writeValueAsString(fields);
    }
}

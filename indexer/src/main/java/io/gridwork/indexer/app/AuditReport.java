package io.gridwork.indexer.app;

import io.gridwork.indexer.pipeline.Audit;
import io.gridwork.indexer.pipeline.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What an audit found, for people and for programs. */
final class AuditReport {
    private AuditReport() {}

    static String text(Audit.Report report, Path db, boolean repair) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : report.findings()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-9s %6d  %-40s blocks %d to %d, first %s",
                    finding.kind().name().toLowerCase(Locale.ROOT),
                    finding.rows(),
                    finding.table(),
                    finding.range().from(),
                    finding.range().to(),
                    finding.first()));
        }
        String compared = String.format(Locale.ROOT, "%,d rows in %,d blocks compared", report.rows(), report.blocks());
        if (report.findings().isEmpty()) lines.add(db + ": " + compared + ", nothing is wrong");
        else if (repair) lines.add(db + ": " + compared + "; " + report.mended() + " ranges were replaced");
        else lines.add(db + ": " + compared + "; mend it with the same command and --repair");
        return String.join(System.lineSeparator(), lines);
    }

    static String json(Audit.Report report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("blocks", report.blocks());
        fields.put("rows", report.rows());
        fields.put("mended", report.mended());
        fields.put("findings", report.findings());
        return JsonMapper.shared().writeValueAsString(fields);
    }
}

package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.chain.EndpointUsage;
import io.gridwork.indexer.pipeline.Progress;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} says, and that the documents say what it means. */
final class ChainMetricsTest {
    private static final EndpointUsage LIAR =
            new EndpointUsage("http://liar:1", 40, 5, 4, 1_000, 3, 17, 20, 2, null, null, true, "a lie");
    private static final EndpointUsage HONEST =
            new EndpointUsage("http://honest:1", 90, 0, 0, 9_000, 0, 0, 10, 0, null, null, false, "");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ChainMetrics metrics = new ChainMetrics(
                    registry, "main", () -> new Progress(7, 60, 1, 2, 90, 100, 10, false), () -> List.of(LIAR, HONEST))
            .register();

    @Test
    void liesAreCountedByEndpoint() {
        assertThat(metrics).isNotNull();
        assertThat(registry.scrape())
                .contains("gridwork_indexer_rpc_lies_total{chain=\"main\",endpoint=\"http://liar:1\"} 3.0")
                .contains("gridwork_indexer_rpc_lies_total{chain=\"main\",endpoint=\"http://honest:1\"} 0.0")
                .contains("gridwork_indexer_rpc_corrected_blocks_total{chain=\"main\",endpoint=\"http://liar:1\"} 17.0")
                .contains("gridwork_indexer_rpc_up{chain=\"main\",endpoint=\"http://liar:1\"} 0.0")
                .contains("gridwork_indexer_lag_blocks{chain=\"main\"} 10.0");
    }

    @Test
    void everySeriesIsDocumentedAndNoOther() throws IOException {
        String document = Files.readString(DocumentedQuery.root().resolve("docs/indexing.md"));
        List<String> documented = document.lines()
                .filter(line -> line.startsWith("| `gridwork_indexer_"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        List<String> served = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("gridwork_"))
                .map(line -> line.substring(0, line.indexOf('{')))
                .distinct()
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(served);
    }
}

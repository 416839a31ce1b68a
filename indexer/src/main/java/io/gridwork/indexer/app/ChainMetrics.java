package io.gridwork.indexer.app;

import io.gridwork.chain.EndpointUsage;
import io.gridwork.indexer.pipeline.Progress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of one chain. A registry holds what it measures weakly: whoever made this must keep it. */
final class ChainMetrics {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Supplier<Progress> progress;
    private final Supplier<List<EndpointUsage>> endpoints;

    ChainMetrics(
            MeterRegistry registry,
            String chain,
            Supplier<Progress> progress,
            Supplier<List<EndpointUsage>> endpoints) {
        this.registry = registry;
        this.tags = Tags.of("chain", chain);
        this.progress = progress;
        this.endpoints = endpoints;
    }

    ChainMetrics register() {
        gauge("gridwork_indexer_block", "newest block written", Progress::block);
        gauge("gridwork_indexer_head", "newest block of the chain", Progress::head);
        gauge("gridwork_indexer_lag_blocks", "blocks behind the head", now -> now.head() - now.block());
        gauge("gridwork_indexer_ready", "1 when caught up with the head", now -> now.following() ? 1 : 0);
        counter("gridwork_indexer_events", "rows written", Progress::events);
        counter("gridwork_indexer_blocks", "blocks written", Progress::blocks);
        counter("gridwork_indexer_quarantined", "logs that could not be decoded", Progress::quarantined);
        counter("gridwork_indexer_reorgs", "reorganisations followed", Progress::reorgs);
        for (EndpointUsage endpoint : endpoints.get()) {
            String name = endpoint.name();
            endpointCounter("gridwork_indexer_rpc_requests", name, EndpointUsage::requests);
            endpointCounter("gridwork_indexer_rpc_failures", name, EndpointUsage::failures);
            endpointCounter("gridwork_indexer_rpc_drops", name, EndpointUsage::drops);
            endpointCounter("gridwork_indexer_rpc_received_bytes", name, EndpointUsage::receivedBytes);
            endpointCounter("gridwork_indexer_rpc_lies", name, EndpointUsage::lies);
            endpointCounter("gridwork_indexer_rpc_corrected_blocks", name, EndpointUsage::correctedBlocks);
            endpointGauge("gridwork_indexer_rpc_latency_millis", name, EndpointUsage::latencyMillis);
            endpointGauge("gridwork_indexer_rpc_blocks_behind", name, EndpointUsage::blocksBehind);
            endpointGauge("gridwork_indexer_rpc_up", name, usage -> usage.resting() ? 0 : 1);
        }
        return this;
    }

    private void gauge(String name, String meaning, ToDoubleFunction<Progress> value) {
        Gauge.builder(name, this, self -> value.applyAsDouble(self.progress.get()))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private void counter(String name, String meaning, ToDoubleFunction<Progress> value) {
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.progress.get()))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private void endpointCounter(String name, String endpoint, ToDoubleFunction<EndpointUsage> value) {
        FunctionCounter.builder(name, this, self -> self.ofEndpoint(endpoint, value))
                .tags(tags.and("endpoint", endpoint))
                .register(registry);
    }

    private void endpointGauge(String name, String endpoint, ToDoubleFunction<EndpointUsage> value) {
        Gauge.builder(name, this, self -> self.ofEndpoint(endpoint, value))
                .tags(tags.and("endpoint", endpoint))
                .register(registry);
    }

    private double ofEndpoint(String endpoint, ToDoubleFunction<EndpointUsage> value) {
        return endpoints.get().stream()
                .filter(each -> each.name().equals(endpoint))
                .mapToDouble(value)
                .sum();
    }
}

package io.gridwork.indexer.app;

import io.gridwork.indexer.event.EndpointUsage;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.Progress;
import io.javalin.Javalin;
import io.javalin.http.ContentType;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code /metrics} for Prometheus and {@code /health} on the loopback address; ready is who has caught up with the head. */
final class StatusServer implements Consumer<Progress>, AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final @Nullable Javalin server;
    private volatile Progress progress = Progress.NONE;

    /** Listens unless the port is 0. */
    static StatusServer start(int port, Supplier<List<EndpointUsage>> endpoints) {
        return new StatusServer(port, endpoints);
    }

    private StatusServer(int port, Supplier<List<EndpointUsage>> endpoints) {
        gauge("gridwork_indexer_block", "newest block written", Progress::block);
        gauge("gridwork_indexer_head", "newest block of the chain", Progress::head);
        counter("gridwork_indexer_events", "rows written", Progress::events);
        counter("gridwork_indexer_blocks", "blocks written", Progress::blocks);
        counter("gridwork_indexer_quarantined", "logs that could not be decoded", Progress::quarantined);
        counter("gridwork_indexer_reorgs", "reorganisations followed", Progress::reorgs);
        for (EndpointUsage endpoint : endpoints.get()) {
            String name = endpoint.name();
            endpointCounter("gridwork_indexer_rpc_requests", name, endpoints, EndpointUsage::requests);
            endpointCounter("gridwork_indexer_rpc_failures", name, endpoints, EndpointUsage::failures);
            endpointCounter("gridwork_indexer_rpc_drops", name, endpoints, EndpointUsage::drops);
            endpointCounter("gridwork_indexer_rpc_received_bytes", name, endpoints, EndpointUsage::receivedBytes);
            endpointGauge("gridwork_indexer_rpc_latency_millis", name, endpoints, EndpointUsage::latencyMillis);
            endpointGauge("gridwork_indexer_rpc_blocks_behind", name, endpoints, EndpointUsage::blocksBehind);
            endpointGauge("gridwork_indexer_rpc_up", name, endpoints, usage -> usage.resting() ? 0 : 1);
        }
        server = port == 0 ? null : listen(port);
    }

    private void gauge(String name, String meaning, ToDoubleFunction<Progress> value) {
        Gauge.builder(name, () -> value.applyAsDouble(progress))
                .description(meaning)
                .register(registry);
    }

    private void counter(String name, String meaning, ToDoubleFunction<Progress> value) {
        FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.progress))
                .description(meaning)
                .register(registry);
    }

    private void endpointCounter(
            String name, String endpoint, Supplier<List<EndpointUsage>> usage, ToDoubleFunction<EndpointUsage> value) {
        FunctionCounter.builder(name, usage, supplier -> ofEndpoint(endpoint, supplier, value))
                .tag("endpoint", endpoint)
                .register(registry);
    }

    private void endpointGauge(
            String name, String endpoint, Supplier<List<EndpointUsage>> usage, ToDoubleFunction<EndpointUsage> value) {
        Gauge.builder(name, usage, supplier -> ofEndpoint(endpoint, supplier, value))
                .tag("endpoint", endpoint)
                .register(registry);
    }

    private static double ofEndpoint(
            String endpoint, Supplier<List<EndpointUsage>> usage, ToDoubleFunction<EndpointUsage> value) {
        return usage.get().stream()
                .filter(each -> each.name().equals(endpoint))
                .mapToDouble(value)
                .sum();
    }

    private Javalin listen(int port) {
        try {
            return Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        config.routes.get(
                                "/metrics",
                                context -> context.contentType("text/plain; version=0.0.4")
                                        .result(registry.scrape()));
                        config.routes.get("/health/live", context -> context.result("live"));
                        // Written here: Javalin's own mapper is that of Jackson 2.
                        config.routes.get(
                                "/health",
                                context -> context.status(
                                                progress.following() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                                        .contentType(ContentType.APPLICATION_JSON)
                                        .result(JsonMapper.shared().writeValueAsString(progress)));
                    })
                    .start(HOST, port);
        } catch (JavalinBindException e) {
            throw new Refusal("--http-port " + port + " cannot be used: " + e.getMessage() + "; give a free port", e);
        } catch (JavalinException e) {
            throw new Refusal("cannot serve on --http-port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void accept(Progress now) {
        progress = now;
    }

    @Override
    public void close() {
        if (server != null) server.stop();
        registry.close();
    }
}

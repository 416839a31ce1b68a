package io.gridwork.indexer.app;

import io.gridwork.chain.EndpointUsage;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.pipeline.Progress;
import io.javalin.Javalin;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /metrics} for Prometheus and {@code /health} on the loopback address: {@code /health/live} while the process lives,
 * {@code /health/ready}, and {@code /health} with the figures, 200 when every chain has caught up with its head.
 */
final class StatusServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, ChainStatus> chains = new ConcurrentHashMap<>();
    private final List<ChainMetrics> metrics = new CopyOnWriteArrayList<>();
    private final @Nullable Javalin server;

    private StatusServer(int port, List<String> names) {
        names.forEach(name -> chains.put(name, new ChainStatus()));
        server = port == 0 ? null : listen(port);
    }

    /** Listens unless the port is 0. */
    static StatusServer start(int port, List<String> chains) {
        return new StatusServer(port, chains);
    }

    /** What a chain's progress is to be told to. */
    Consumer<Progress> chain(String name, Supplier<List<EndpointUsage>> endpoints) {
        ChainStatus status = status(name);
        metrics.add(new ChainMetrics(registry, name, status::progress, endpoints).register());
        return status;
    }

    /** The chain has ended for this reason. */
    void failed(String name, String reason) {
        status(name).fail(reason);
    }

    private ChainStatus status(String name) {
        return chains.computeIfAbsent(name, _ -> new ChainStatus());
    }

    private boolean ready() {
        return chains.values().stream().allMatch(ChainStatus::ready);
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
                        config.routes.get(
                                "/health/ready", context -> answer(context).result(ready() ? "ready" : "not ready"));
                        config.routes.get(
                                "/health",
                                context -> answer(context)
                                        .contentType(ContentType.APPLICATION_JSON)
                                        .result(health()));
                    })
                    .start(HOST, port);
        } catch (JavalinBindException e) {
            throw new Refusal(
                    "--http-port " + port
                            + " cannot be used: another program listens there, or it needs more rights; give a free port",
                    e);
        } catch (JavalinException e) {
            throw new Refusal("cannot serve on --http-port " + port + ": " + e.getMessage(), e);
        }
    }

    private Context answer(Context context) {
        return context.status(ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** Written here: Javalin's own mapper is that of Jackson 2. */
    private String health() {
        Map<String, Object> shown = new TreeMap<>();
        chains.forEach((name, status) -> shown.put(name, status.shown()));
        return JsonMapper.shared().writeValueAsString(Map.of("ready", ready(), "chains", shown));
    }

    @Override
    public void close() {
        if (server != null) server.stop();
        registry.close();
    }
}

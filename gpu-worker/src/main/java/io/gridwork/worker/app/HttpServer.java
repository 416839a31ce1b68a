package io.gridwork.worker.app;

import io.gridwork.abi.Hash32;
import io.gridwork.worker.content.ContentStore;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves results by root ({@code GET} and {@code HEAD /r/{root}}, with ranges), the inputs that they were computed from by hash ({@code /i/{hash}}: jurors may find the
 * requester's address dead), {@code /metrics} and {@code /health}. On loopback unless told otherwise.
 */
final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private final ContentStore inputs;
    private final ContentStore results;
    private final WorkerConfig.Http config;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile @Nullable WorkerMeters meters;
    private @Nullable Javalin server;

    HttpServer(ContentStore inputs, ContentStore results, WorkerConfig.Http config) {
        this.inputs = inputs;
        this.results = results;
        this.config = config;
    }

    /** Starts when a port is configured. Answers the address under which others reach it, empty when there is no server. */
    String start() {
        if (config.port().isEmpty()) return config.publicUrl().orElse("");
        ServerAddress address = ServerAddress.of(config.host());
        Javalin started = Javalin.create(this::configure)
                .start(address.host(), config.port().getAsInt());
        server = started;
        String told =
                config.publicUrl().orElseGet(() -> address.url(started.port())).replaceFirst("/+$", "");
        LOG.info(
                "results, /metrics and /health on {} port {}; others are told {}{}",
                address.isEverywhere() ? "every address," : address.host() + ",",
                started.port(),
                told,
                config.publicUrl().isPresent() ? "" : ". Where they reach it elsewhere, give --public-url");
        return told;
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        serve(javalin, "/r/{hash}", context -> content(context, results, "result of that root"));
        serve(javalin, "/i/{hash}", context -> content(context, inputs, "input of that hash"));
        serve(
                javalin,
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4").result(registry.scrape()));
        serve(javalin, "/health", this::health);
    }

    /** Javalin answers HEAD with 200 wherever there is a GET, whether or not the content is there. */
    private static void serve(JavalinConfig javalin, String path, Handler handler) {
        javalin.routes.get(path, handler);
        javalin.routes.head(path, handler);
    }

    /** What metrics and health are about. */
    void show(WorkerMeters shown) {
        shown.bindTo(registry);
        meters = shown;
    }

    private void health(Context context) {
        WorkerMeters shown = meters;
        boolean well = shown != null && shown.isWell();
        context.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType("application/json")
                .result(JsonMapper.shared()
                        .writeValueAsString(shown == null ? Map.of("status", "DOWN") : shown.health()));
    }

    private static void content(Context context, ContentStore store, String what) throws IOException {
        Optional<Path> file;
        try {
            file = store.path(Hash32.parse(context.pathParam("hash")));
        } catch (IllegalArgumentException e) {
            context.status(HttpStatus.BAD_REQUEST).result(e.getMessage() + "\n");
            return;
        }
        if (file.isEmpty()) {
            context.status(HttpStatus.NOT_FOUND).result("no " + what + " is kept here\n");
            return;
        }
        // A hash names one content for ever.
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        send(context, file.get());
    }

    private static void send(Context context, Path file) throws IOException {
        long size = Files.size(file);
        boolean isHead = context.method().equals(HandlerType.HEAD);
        // A range is a part of what GET would send; HEAD has none (RFC 9110, section 14.2).
        Optional<ByteRange> range = isHead ? Optional.empty() : ByteRange.parse(context.header("Range"), size);
        ByteRange part = range.orElse(new ByteRange(0, size));
        if (part.length() == 0 && size > 0) {
            context.status(HttpStatus.RANGE_NOT_SATISFIABLE).header("Content-Range", "bytes */" + size);
            return;
        }
        context.status(range.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
                .header("Accept-Ranges", "bytes")
                .contentType("application/octet-stream");
        if (range.isPresent()) context.header("Content-Range", part.header(size));
        context.header("Content-Length", Long.toString(part.length()));
        if (!isHead) context.result(part.open(file));
    }

    @Override
    public void close() {
        Javalin running = server;
        if (running != null) running.stop();
        registry.close();
    }
}

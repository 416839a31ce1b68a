package io.gridwork.indexer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON-RPC server over a {@link CannedChain} on the loopback address, much faster than a node, and as faulty as wanted. */
public final class CannedNode implements AutoCloseable {
    /** The JDK's server copies what it is given; larger pieces only make it allocate. */
    private static final int PIECE = 1 << 16;

    static {
        // As nodes do. Otherwise the end of a small answer waits 40 ms for the acknowledgement of its beginning.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final CannedChain chain;
    private final CannedRpc rpc;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();
    private volatile Faults faults = Faults.NONE;
    private volatile LongConsumer onRequest = _ -> {};

    /** Listens on a free port. */
    public CannedNode(CannedChain chain) {
        this(chain, 0);
    }

    /** @throws UncheckedIOException when the port is taken */
    public CannedNode(CannedChain chain, int port) {
        this.chain = chain;
        rpc = new CannedRpc(chain);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public CannedNode with(Faults now) {
        faults = now;
        return this;
    }

    /** Called with the number of each request before it is answered. */
    public CannedNode onRequest(LongConsumer listener) {
        onRequest = listener;
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** HTTP requests so far. */
    public long requests() {
        return requests.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        long number = requests.incrementAndGet();
        onRequest.accept(number);
        byte[] body = exchange.getRequestBody().readAllBytes();
        Faults now = faults;
        now.before(number, chain);
        send(exchange, now.reply(() -> reply(body, now)));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.status() < 0) return; // the server keeps what was not answered until it is stopped
        if (reply.status() == 0) {
            exchange.close();
            return;
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        long length = reply.length();
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            for (byte[] part : reply.body()) {
                for (int at = 0; at < part.length; at += PIECE) {
                    out.write(part, at, Math.min(PIECE, part.length - at));
                }
            }
        }
    }

    private Reply reply(byte[] body, Faults now) {
        List<byte[]> parts = new ArrayList<>();
        try {
            JsonNode request = JsonMapper.shared().readTree(body);
            if (request.isArray()) {
                parts.add(text("["));
                for (JsonNode each : request) {
                    if (parts.size() > 1) parts.add(text(","));
                    answer(each, now, parts);
                }
                parts.add(text("]"));
            } else {
                answer(request, now, parts);
            }
        } catch (JacksonException malformed) {
            parts.add(
                    text("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"parse error\"}}"));
        }
        return Reply.ok(parts);
    }

    private void answer(JsonNode request, Faults now, List<byte[]> parts) {
        RpcCall call = new RpcCall(request.path("method").asString(), request.path("params"));
        String start = "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",";
        try {
            byte[] result = now.result(call, chain, () -> rpc.result(call));
            parts.add(text(start + "\"result\":"));
            parts.add(result);
            parts.add(text("}"));
        } catch (RpcRefusal refusal) {
            String message = JsonMapper.shared().writeValueAsString(String.valueOf(refusal.getMessage()));
            parts.add(text(start + "\"error\":{\"code\":" + refusal.code() + ",\"message\":" + message + "}}"));
        }
    }

    private static byte[] text(String json) {
        return json.getBytes(UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.gridwork.testchain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A site with one file, which answers request after request as it is told, and then well. It also does as a proxy for other names. */
final class ZipSite implements AutoCloseable {

    /** How one request is answered. */
    interface Reply {
        void send(HttpExchange exchange) throws IOException;
    }

    /** What a request said. */
    record Request(String uri, String range, String authorization, String proxyAuthorization) {}

    private final HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile byte[] content;
    private volatile String tag = "\"one\"";

    ZipSite(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/besu.zip", this::answer);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/besu.zip");
    }

    List<Request> requests() {
        return requests;
    }

    void next(Reply... first) {
        replies.addAll(List.of(first));
    }

    void replace(byte[] newContent, String newTag) {
        content = newContent;
        tag = newTag;
    }

    /** Returns once a reply stalls. */
    void awaitStall() throws InterruptedException {
        stalled.await();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestURI().toString(),
                    header(exchange, "Range"),
                    header(exchange, "Authorization"),
                    header(exchange, "Proxy-Authorization")));
            Reply reply = replies.poll();
            (reply == null ? whole() : reply).send(exchange);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of("")).getFirst();
    }

    Reply whole() {
        return exchange -> begin(exchange, Integer.MAX_VALUE);
    }

    Reply brokenAfter(int bytes) {
        return exchange -> begin(exchange, bytes);
    }

    Reply stalledAfter(int bytes) {
        return exchange -> {
            begin(exchange, bytes);
            stalled.countDown();
            awaitEnd();
        };
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Reply withoutRanges() {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    Reply ofUnknownSize() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        };
    }

    static Reply status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Says that so many bytes come, and sends none. */
    Reply ofSize(long size) {
        return exchange -> {
            exchange.sendResponseHeaders(200, size);
            exchange.getResponseBody().flush(); // else the headers never leave
            awaitEnd(); // a connection that ended might be seen before the headers
        };
    }

    static Reply redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Answers with the rest that is asked for, where it is of this file, and says no more than so many bytes of it. */
    private void begin(HttpExchange exchange, int most) throws IOException {
        byte[] bytes = content;
        boolean rest = header(exchange, "If-Range").equals(tag);
        int from = rest ? Integer.parseInt(header(exchange, "Range").replaceAll("\\D", "")) : 0;
        exchange.getResponseHeaders().set("ETag", tag);
        if (rest)
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        exchange.sendResponseHeaders(rest ? 206 : 200, bytes.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(bytes, from, (int)
                Math.min(bytes.length, (long) from + most)));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}

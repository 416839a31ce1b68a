package io.gridwork.devnet.network;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.Request;
import com.sun.net.httpserver.SimpleFileServer;
import io.gridwork.abi.Bytes;
import io.gridwork.worker.content.ContentStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Serves the inputs of jobs from a folder, on loopback and for reading only. Who may write to the folder may offer an input; its
 * name is its hash.
 */
public final class InputServer implements AutoCloseable {

    private static final String INPUTS = "/inputs/";
    private static final String STATUS = "/status";

    private static final HttpHandler NOT_FOUND = HttpHandlers.of(404, Headers.of(), "");
    private static final Pattern INPUT = Pattern.compile(INPUTS + "0x[0-9a-f]{64}");

    private final HttpServer server;
    private final ContentStore store;

    private InputServer(HttpServer server, ContentStore store) {
        this.server = server;
        this.store = store;
    }

    /**
     * Starts to serve.
     *
     * @param port on loopback; 0: any free one
     * @throws DevnetException if the port is taken
     */
    static InputServer start(Path folder, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            HttpServer server = HttpServer.create(address, 0);
            HttpHandler files = SimpleFileServer.createFileHandler(folder);
            server.createContext(INPUTS, HttpHandlers.handleOrElse(InputServer::asksForAnInput, files, NOT_FOUND));
            // One for each request: a slow reader must not keep the others waiting.
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return new InputServer(server, new ContentStore(folder));
        } catch (IOException e) {
            throw new DevnetException("cannot serve inputs at port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Folders are not listed, and a page of another name that points here (DNS rebinding) gets nothing. */
    private static boolean asksForAnInput(Request request) {
        return isForThisMachine(request)
                && INPUT.matcher(request.getRequestURI().getPath()).matches();
    }

    private static boolean isForThisMachine(Request request) {
        String host = request.getRequestHeaders().getFirst("Host");
        return host != null && host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }

    /** Under which inputs are served; ends in a slash. */
    URI url() {
        return url(server.getAddress().getPort(), INPUTS);
    }

    /** Where a network tells how it is, once it is up. */
    public static URI statusUrl(int port) {
        return url(port, STATUS);
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Serves the content from now on, at the address that it answers. */
    public String offer(Bytes content) {
        store.put(content.keccak256(), content);
        return url().resolve(content.keccak256().hex()).toString();
    }

    /** Answers {@code /status} from now on. */
    public void tell(Supplier<String> status) {
        HttpHandler answer = exchange -> {
            try (exchange) {
                byte[] json = status.get().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        };
        server.createContext(STATUS, HttpHandlers.handleOrElse(InputServer::isForThisMachine, answer, NOT_FOUND));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.gridwork.indexer.canned;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gridwork.abi.Hash32;
import io.gridwork.indexer.canned.CannedChain.CannedBlock;
import io.gridwork.indexer.canned.CannedChain.CannedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON-RPC server over a {@link CannedChain}, with faults by seed. */
public final class CannedNode implements AutoCloseable {
    private static final String EMPTY_BLOOM = "0x" + "0".repeat(512);

    private final CannedChain chain;
    private final Random random;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();
    private volatile Faults faults = Faults.NONE;
    private volatile LongConsumer onRequest = _ -> {};

    public CannedNode(CannedChain chain, long seed) {
        this.chain = chain;
        this.random = new Random(seed);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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

    public long requests() {
        return requests.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        long number = requests.incrementAndGet();
        onRequest.accept(number);
        byte[] body = exchange.getRequestBody().readAllBytes();
        synchronized (chain) {
            if (faults.reorgEvery() > 0 && number % faults.reorgEvery() == 0) {
                int depth = 1 + random.nextInt(12);
                chain.reorganise(depth, depth + random.nextInt(4));
            }
        }
        boolean fails = nextDouble() < faults.failing();
        int fault = fails ? (int) (nextDouble() * 4) : -1;
        if (fault == 0) {
            answer(exchange, 429, "slow down");
        } else if (fault == 1) {
            answer(exchange, 503, "<html>no backend</html>");
        } else {
            String json = json(JsonMapper.shared().readTree(body));
            if (fault == 2) json = json.substring(0, json.length() / 2);
            if (fault == 3)
                json = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"rate limit reached\"}}";
            answer(exchange, 200, json);
        }
    }

    private double nextDouble() {
        synchronized (random) {
            return random.nextDouble();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String json(JsonNode request) {
        if (request.isArray()) {
            return StreamSupport.stream(request.spliterator(), false)
                    .map(this::one)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return one(request);
    }

    private String one(JsonNode request) {
        String start = "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",";
        try {
            return start + "\"result\":" + result(request.path("method").asString(), request.path("params")) + "}";
        } catch (IllegalArgumentException refused) {
            return start + "\"error\":{\"code\":-32000,\"message\":\"" + refused.getMessage() + "\"}}";
        }
    }

    private String result(String method, JsonNode params) {
        List<CannedBlock> blocks = chain.blocks();
        return switch (method) {
            case "eth_chainId" -> quantity(CannedChain.CHAIN_ID);
            case "eth_blockNumber" -> quantity(blocks.size() - 1);
            case "eth_getCode" -> "\"0x6001\"";
            case "eth_getBlockByNumber" -> header(blocks, params.path(0).asString());
            case "eth_getLogs" -> logs(blocks, params.path(0));
            case "eth_getBlockReceipts" -> receipts(blocks, params.path(0).asString());
            default -> throw new IllegalArgumentException("the method " + method + " does not exist");
        };
    }

    private static String quantity(long value) {
        return "\"0x" + Long.toHexString(value) + "\"";
    }

    private static long number(String quantity) {
        return Long.parseLong(quantity.substring(2), 16);
    }

    private static String header(List<CannedBlock> blocks, String tag) {
        long number = tag.equals("latest") ? blocks.size() - 1L : number(tag);
        if (number >= blocks.size()) return "null";
        CannedBlock block = blocks.get((int) number);
        return "{\"number\":" + quantity(number) + ",\"hash\":\"" + block.hash() + "\",\"parentHash\":\""
                + block.parent()
                + "\",\"timestamp\":" + quantity(block.timestamp()) + ",\"logsBloom\":\"" + EMPTY_BLOOM
                + "\",\"receiptsRoot\":\"" + Hash32.ZERO + "\",\"gasLimit\":\"0x1\",\"gasUsed\":\"0x0\"}";
    }

    private String logs(List<CannedBlock> blocks, JsonNode filter) {
        List<CannedBlock> range = range(blocks, filter);
        if (range.size() > faults.maxSpan()) throw new IllegalArgumentException("the range is too wide for this plan");
        List<String> found = new ArrayList<>();
        for (CannedBlock block : range) {
            for (CannedLog log : block.logs()) {
                if (matches(filter, log)) found.add(log.json());
            }
        }
        if (found.size() > faults.maxLogs()) throw new IllegalArgumentException("that is more than we care to give");
        return "[" + String.join(",", found) + "]";
    }

    private List<CannedBlock> range(List<CannedBlock> blocks, JsonNode filter) {
        if (filter.has("blockHash")) {
            if (!faults.byHash()) throw new IllegalArgumentException("blockHash is not supported");
            String hash = filter.path("blockHash").asString();
            return List.of(blocks.stream()
                    .filter(block -> block.hash().hex().equals(hash))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown block")));
        }
        long from = number(filter.path("fromBlock").asString());
        long to = number(filter.path("toBlock").asString());
        if (to >= blocks.size()) throw new IllegalArgumentException("toBlock is above the head");
        return blocks.subList((int) from, (int) to + 1);
    }

    private static boolean matches(JsonNode filter, CannedLog log) {
        return contains(filter.path("address"), log.address().hex())
                && contains(filter.path("topics").path(0), log.topic0().hex());
    }

    private static boolean contains(JsonNode wanted, String value) {
        return wanted.isEmpty()
                || StreamSupport.stream(wanted.spliterator(), false)
                        .anyMatch(each -> each.asString().equals(value));
    }

    private static String receipts(List<CannedBlock> blocks, String tag) {
        CannedBlock block = blocks.get((int) number(tag));
        String logs = block.logs().stream().map(CannedLog::json).collect(Collectors.joining(",", "[", "]"));
        return "[{\"transactionHash\":\"" + Hash32.ZERO + "\",\"transactionIndex\":\"0x0\",\"blockNumber\":"
                + quantity(block.number())
                + ",\"blockHash\":\"" + block.hash() + "\",\"from\":\"" + CannedChain.OTHER.hex()
                + "\",\"status\":\"0x1\",\"gasUsed\":\"0x0\",\"cumulativeGasUsed\":\"0x0\",\"effectiveGasPrice\":\"0x0\",\"type\":\"0x2\",\"logs\":"
                + logs + "}]";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

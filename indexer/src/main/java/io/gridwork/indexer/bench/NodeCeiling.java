package io.gridwork.indexer.bench;

import io.gridwork.rpc.EndpointAddress;
import io.gridwork.rpc.Proxies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What a node gives at most: the logs and headers that an indexer asks for, as it asks, read and thrown away. */
public final class NodeCeiling {
    private static final int SPAN = 128;
    private static final int BATCH = 100;
    private static final int CONCURRENCY = 4;

    private NodeCeiling() {}

    /** Seconds for blocks 0 to {@code last}. @throws IOException when the node does not answer */
    public static double seconds(URI node, long last) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(Proxies.ofThisProcess())
                        .build();
                ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (long from = 0; from <= last; from += SPAN) {
                for (String request : requests(from, Math.min(last, from + SPAN - 1))) {
                    answers.add(threads.submit(() -> post(http, node, request)));
                }
            }
            for (Future<Integer> answer : answers) {
                if (answer.get() != 200)
                    throw new IOException(EndpointAddress.shown(node.toString()) + " answered HTTP " + answer.get());
            }
        } catch (ExecutionException failure) {
            throw new IOException(node + " did not answer", failure.getCause());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<String> requests(long from, long to) {
        List<String> requests = new ArrayList<>();
        requests.add("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getLogs\",\"params\":[{\"address\":[\""
                + CannedChain.TOKEN.hex() + "\"],\"topics\":[[\"" + CannedChain.TRANSFER.hex()
                + "\"]],\"fromBlock\":\"0x"
                + Long.toHexString(from) + "\",\"toBlock\":\"0x" + Long.toHexString(to) + "\"}]}");
        for (long first = from; first <= to; first += BATCH) {
            requests.add(LongStream.rangeClosed(first, Math.min(to, first + BATCH - 1))
                    .mapToObj(number -> "{\"jsonrpc\":\"2.0\",\"id\":" + number
                            + ",\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x" + Long.toHexString(number)
                            + "\",false]}")
                    .collect(Collectors.joining(",", "[", "]")));
        }
        return requests;
    }

    private static int post(HttpClient http, URI node, String request) throws IOException, InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(node)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request));
        Proxies.ofThisProcess().headers(node).forEach(post::header);
        return http.send(post.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}

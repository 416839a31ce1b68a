package io.gridwork.indexer.source;

import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.indexer.event.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes of one chain, the first that works. A request that may succeed later goes to the next of them, and after the last
 * to the first again after a pause, until {@code patience} is over. Safe to share between threads.
 */
public final class Endpoints implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    /** What one endpoint was asked and what went wrong; {@code lastError} empty where nothing did. */
    public record Usage(String name, long requests, long failures, String lastError) {}

    private record Endpoint(ChainClient client, AtomicLong requests, AtomicLong failures, AtomicReference<String> lastError) {
        Usage usage() {
            return new Usage(client.name(), requests.get(), failures.get(), lastError.get());
        }
    }

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final AtomicInteger current = new AtomicInteger();
    private final Duration patience;

    /**
     * Takes the clients over; they should try once, since trying again is done here.
     *
     * @param patience how long all endpoints may fail before a request is given up
     */
    public Endpoints(List<ChainClient> clients, Duration patience) {
        clients.forEach(client -> endpoints.add(
                new Endpoint(client, new AtomicLong(), new AtomicLong(), new AtomicReference<>(""))));
        this.patience = patience;
    }

    /**
     * Asks the chain id of every endpoint that answers.
     *
     * @throws Refusal when two of them differ
     * @throws ChainException when none answers
     */
    public long chainId() {
        long chainId = ask(ChainClient::chainId);
        for (Endpoint endpoint : endpoints) {
            try {
                long other = endpoint.client().chainId();
                if (other != chainId) {
                    throw new Refusal("the endpoints are of different chains: " + endpoint.client().name() + " serves chain "
                            + other + ", another one " + chainId + "; give --rpc URLs of one chain");
                }
            } catch (ChainException.Retryable down) {
                log.warn("{}; going on with the other endpoints", down.getMessage());
            }
        }
        return chainId;
    }

    /** The answer of the first endpoint that gives one. Its refusal is an answer too. */
    public <T> T ask(Function<ChainClient, T> request) {
        long giveUp = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE_MS;
        while (true) {
            ChainException.Retryable last = null;
            for (int i = 0; i < endpoints.size(); i++) {
                int at = Math.floorMod(current.get(), endpoints.size());
                try {
                    return ask(endpoints.get(at), request);
                } catch (ChainException.Retryable failure) {
                    last = failure;
                    if (current.compareAndSet(at, Math.floorMod(at + 1, endpoints.size())) && endpoints.size() > 1) {
                        log.warn("{}; turning to the next endpoint", failure.getMessage());
                    }
                }
            }
            if (last == null) throw new IllegalStateException("there is no endpoint");
            if (System.nanoTime() > giveUp) throw last;
            log.debug("{}; trying again in {} ms", last.getMessage(), pause);
            pause(Math.max(pause, last.retryAfter().map(Duration::toMillis).orElse(0L)), last);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
    }

    private static <T> T ask(Endpoint endpoint, Function<ChainClient, T> request) {
        endpoint.requests().incrementAndGet();
        try {
            return request.apply(endpoint.client());
        } catch (ChainException failure) {
            endpoint.failures().incrementAndGet();
            endpoint.lastError().set(failure.getMessage());
            throw failure;
        }
    }

    private static void pause(long millis, ChainException.Retryable failure) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(failure.getMessage() + "; interrupted", failure);
        }
    }

    public List<Usage> usage() {
        return endpoints.stream().map(Endpoint::usage).toList();
    }

    @Override
    public void close() {
        endpoints.forEach(endpoint -> endpoint.client().close());
    }
}

package io.gridwork.indexer.source;

import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainException;
import io.gridwork.indexer.event.EndpointUsage;
import io.gridwork.indexer.event.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes of one chain, the first that works. A request that may succeed later goes to the next of them, and after the last
 * to the first again after a pause, as long as patience lasts. Safe to share between threads.
 */
public final class Endpoints implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

    private static final class Endpoint {
        private final ChainClient client;
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private volatile String lastError = "";

        Endpoint(ChainClient client) {
            this.client = client;
        }

        <T> T ask(Function<ChainClient, T> request) {
            requests.incrementAndGet();
            try {
                return request.apply(client);
            } catch (ChainException failure) {
                failures.incrementAndGet();
                lastError = failure.getMessage();
                throw failure;
            }
        }

        EndpointUsage usage() {
            return new EndpointUsage(client.name(), requests.get(), failures.get(), lastError);
        }
    }

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final AtomicInteger current = new AtomicInteger();
    private final Patience patience;

    /** Takes the clients over; they should try once, since trying again is done here. */
    public Endpoints(List<ChainClient> clients, Patience patience) {
        clients.forEach(client -> endpoints.add(new Endpoint(client)));
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
                long other = endpoint.ask(ChainClient::chainId);
                if (other != chainId) {
                    throw new Refusal("the endpoints are of different chains: " + endpoint.client.name()
                            + " serves chain " + other + ", another one " + chainId + "; give --rpc URLs of one chain");
                }
            } catch (ChainException.Retryable down) {
                log.warn("{}; going on with the other endpoints", down.getMessage());
            }
        }
        return chainId;
    }

    /** The answer of the first endpoint that gives one. Its refusal is an answer too. */
    public <T> T ask(Function<ChainClient, T> request) {
        long giveUp = System.nanoTime() + patience.total().toNanos();
        long pause = patience.firstPause().toMillis();
        while (true) {
            ChainException.Retryable last = null;
            for (int i = 0; i < endpoints.size(); i++) {
                int at = Math.floorMod(current.get(), endpoints.size());
                try {
                    return endpoints.get(at).ask(request);
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
            pause = Math.min(2 * pause, patience.longestPause().toMillis());
        }
    }

    /** The answers of one endpoint after the other, as far as the stream is read. */
    <T> Stream<T> askEach(Function<ChainClient, T> request, Function<ChainException, T> onFailure) {
        return endpoints.stream().map(endpoint -> {
            try {
                return endpoint.ask(request);
            } catch (ChainException failure) {
                return onFailure.apply(failure);
            }
        });
    }

    private static void pause(long millis, ChainException.Retryable failure) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(failure.getMessage() + "; interrupted", failure);
        }
    }

    public List<EndpointUsage> usage() {
        return endpoints.stream().map(Endpoint::usage).toList();
    }

    @Override
    public void close() {
        endpoints.forEach(endpoint -> endpoint.client.close());
    }
}

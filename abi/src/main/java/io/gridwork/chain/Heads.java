package io.gridwork.chain;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ChainLog;
import io.gridwork.rpc.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which endpoints lag. Many nodes answer for blocks that they do not have yet with an empty list (go-ethereum #24078),
 * so an endpoint is not asked for blocks above its own head.
 */
final class Heads {
    private static final Duration COMPARED_EVERY = Duration.ofSeconds(15);
    /** Nodes that share a load balancer differ by a few blocks: such a small lag is normal. */
    private static final long TOLERATED = 16;
    /** A head so far above all others counts only when its endpoint shows a block below it that the others lack. */
    private static final long FAR = 1_000_000;

    private final List<Endpoint> endpoints;
    private final Timer timer;
    /** A block that the endpoint has shown, so that a head not far above it can be true. */
    private final Map<Endpoint, Long> shown = new ConcurrentHashMap<>();

    private Instant compared = Instant.MIN;

    Heads(List<Endpoint> endpoints, Timer timer) {
        this.endpoints = endpoints;
        this.timer = timer;
    }

    /** @throws ChainException when the endpoint does not have all blocks of the range */
    void require(Endpoint endpoint, BlockRange range) {
        if (endpoint.head() >= range.to()) return;
        endpoint.setHead(endpoint.ask(ChainClient::blockNumber));
        if (endpoint.head() < range.to()) {
            throw ChainException.lagging(
                    endpoint.name() + " is at block " + endpoint.head() + ", behind block " + range.to());
        }
    }

    /** Asks the healthy endpoints for their heads at intervals, beside the work. @return the endpoints that lag, as far as is known */
    synchronized List<Endpoint> compare() {
        if (endpoints.size() == 1) return List.of();
        List<Endpoint> well = endpoints.stream().filter(Endpoint::isUsable).toList();
        Instant now = timer.instant();
        boolean due = !compared.plus(COMPARED_EVERY).isAfter(now);
        if (due) compared = now;
        // A head that was known before any other may be doubtful now; whoever has it can show so at once.
        well.stream()
                .filter(each -> due || isDoubtful(each, each.head()))
                .forEach(each -> Thread.ofVirtual().start(() -> refresh(each)));
        long reference = reference(well);
        return well.stream()
                .filter(each -> each.head() > 0 && each.head() < reference - TOLERATED)
                .toList();
    }

    private void refresh(Endpoint endpoint) {
        try {
            take(endpoint, endpoint.ask(ChainClient::blockNumber));
        } catch (ChainException unanswered) { // it is judged when it is asked for something that is needed
            ChainLog.log().debug("{}", unanswered.getMessage());
        }
    }

    /**
     * Notes the head that an endpoint claims. A node that catches up is millions of blocks below the others, so a large difference
     * alone says nothing. But whoever has a higher head can show the blocks between.
     *
     * @throws ChainException when it lacks the blocks between the other heads and its own
     */
    void take(Endpoint endpoint, long head) {
        if (isDoubtful(endpoint, head)) {
            long between = head - FAR / 2;
            if (endpoint.ask(client -> client.header(BlockTag.at(between))).isEmpty()) {
                throw ChainException.contradictory(
                        endpoint.name() + " claims to be at block " + head + ", but does not have block " + between);
            }
            shown.put(endpoint, between);
        }
        endpoint.setHead(head);
    }

    /** Whether the head is far above every block that is known. */
    private boolean isDoubtful(Endpoint endpoint, long head) {
        long others = endpoints.stream()
                .filter(each -> !each.equals(endpoint))
                .mapToLong(Endpoint::head)
                .max()
                .orElse(0);
        return others > 0 && head - Math.max(others, shown.getOrDefault(endpoint, 0L)) > FAR;
    }

    /** The highest head; of three or more endpoints the second highest, because one of them may be wrong. */
    private long reference(List<Endpoint> well) {
        List<Long> known = well.stream()
                .filter(each -> !isDoubtful(each, each.head()))
                .map(Endpoint::head)
                .sorted()
                .toList()
                .reversed();
        if (known.isEmpty()) return 0;
        return known.size() > 2 ? known.get(1) : known.getFirst();
    }
}

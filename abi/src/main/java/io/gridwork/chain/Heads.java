package io.gridwork.chain;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.ChainLog;
import io.gridwork.rpc.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which endpoints lag. Many nodes answer for blocks that they do not have yet with an empty list (go-ethereum #24078),
 * so an endpoint is not asked for blocks above its own head.
 */
final class Heads {
    private static final Duration COMPARED_EVERY = Duration.ofSeconds(15);
    /** Nodes that share a load balancer differ by a few blocks: such a small lag is normal. */
    private static final long TOLERATED = 16;

    private final List<Endpoint> endpoints;
    private final Timer timer;
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
        if (!compared.plus(COMPARED_EVERY).isAfter(now)) {
            compared = now;
            well.forEach(each -> Thread.ofVirtual().start(() -> refresh(each)));
        }
        long reference = reference(well);
        return well.stream()
                .filter(each -> each.head() > 0 && each.head() < reference - TOLERATED)
                .toList();
    }

    private static void refresh(Endpoint endpoint) {
        try {
            endpoint.setHead(endpoint.ask(ChainClient::blockNumber));
        } catch (ChainException unanswered) { // it is judged when it is asked for something that is needed
            ChainLog.log().debug("{}", unanswered.getMessage());
        }
    }

    /** The highest head; of three or more endpoints the second highest, because one of them may be wrong. */
    private static long reference(List<Endpoint> well) {
        List<Long> known = well.stream().map(Endpoint::head).sorted().toList().reversed();
        if (known.isEmpty()) return 0;
        return known.size() > 2 ? known.get(1) : known.getFirst();
    }
}

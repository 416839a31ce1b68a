package io.gridwork.worker.step;

import io.gridwork.worker.market.ChainReader.TicketRules;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.Market;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.market.RefusedException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the node's stake, as far as its allowance covers it, as jury tickets once it is old enough: a node without tickets sits on no jury, and its class may be too small for jobs. */
public final class Ripen {
    private static final Logger LOG = LoggerFactory.getLogger(Ripen.class);
    /** The owner adds stake when it likes, and nobody tells the worker. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Market market;
    private @Nullable TicketRules rules;
    private Instant next = Instant.MIN;

    public Ripen(Market market) {
        this.market = market;
    }

    /** Looks at the node once a minute, and when its stake gets ripe. */
    public void look(Head head) {
        if (head.time().isBefore(next)) return;
        if (rules == null) rules = market.ticketRules();
        NodeAccount node = market.node();
        Instant ripe = node.stakeSince().plus(rules.age());
        next = head.time().plus(LOOK);
        if (!isGrown(node, rules)) return;
        if (head.time().isBefore(ripe)) {
            if (ripe.isBefore(next)) next = ripe;
            return;
        }
        ripen(node);
    }

    private static boolean isGrown(NodeAccount node, TicketRules rules) {
        return node.stake().min(node.allowance()).divide(rules.size()).compareTo(BigInteger.valueOf(node.tickets()))
                > 0;
    }

    private void ripen(NodeAccount node) {
        try {
            market.ripen(node.stakeSince());
            LOG.info("node {}: its stake counts as jury tickets now", node.id());
        } catch (RefusedException e) {
            LOG.warn("node {}: its stake does not count as jury tickets yet: {}", node.id(), e.getMessage());
        }
    }
}

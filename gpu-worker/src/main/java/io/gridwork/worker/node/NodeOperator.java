package io.gridwork.worker.node;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a node's operator does with the hot key besides working: announce that it will not. */
public final class NodeOperator {
    private final Contracts contracts;
    private final Actions actions;

    public NodeOperator(Contracts contracts, Actions actions) {
        this.contracts = contracts;
        this.actions = actions;
    }

    /** Announces that the node takes no new work for a while. */
    public void maintenance(NodeId node, Instant from, Duration length, String purpose) {
        actions.once(
                contracts.call(
                        Name.STAKING, "scheduleMaintenance", node.value(), from.getEpochSecond(), length.toSeconds()),
                purpose,
                "maintenance");
    }

    /** Counts the node's stake as jury tickets. */
    public void ripen(NodeId node, String purpose) {
        actions.once(contracts.call(Name.STAKING, "ripen", node.value()), purpose, "ripen");
    }

    /** No new work from now on. */
    public void drain(NodeId node, String purpose) {
        actions.once(contracts.call(Name.STAKING, "drain", node.value()), purpose, "drain");
    }

    /** Ends a maintenance or a drain. */
    public void resume(NodeId node, String purpose) {
        actions.once(contracts.call(Name.STAKING, "resume", node.value()), purpose, "resume");
    }

    /**
     * The newest node with this operator.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static NodeId nodeOf(Contracts contracts, Address operator) {
        return find(contracts, operator)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "no node has the operator " + operator
                                        + ": register one (worker register), or give the right --operator-key; with an owner's key say which with --node"));
    }

    /** The newest node with this operator, if there is one. */
    public static Optional<NodeId> find(Contracts contracts, Address operator) {
        ChainReader reader = new ChainReader(contracts);
        AbiValue count =
                contracts.read(Name.STAKING, "nodeCount", BlockTag.LATEST).getFirst();
        for (long id = count.toLong(); id > 0; id--) {
            NodeId node = new NodeId(id);
            if (reader.node(node).operator().equals(operator)) return Optional.of(node);
        }
        return Optional.empty();
    }
}

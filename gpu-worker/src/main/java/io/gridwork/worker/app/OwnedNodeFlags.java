package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.NodeAccount;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command about a node, with its owner's key. */
final class OwnedNodeFlags {
    @Mixin
    OwnerFlags owner = new OwnerFlags();

    @Option(names = "--node", required = true, paramLabel = "ID", description = "The node.")
    long node;

    NodeId id() {
        return new NodeId(node);
    }

    /** @throws IllegalArgumentException when there is no such node, or the key is not its owner's */
    <T> T with(OwnerFlags.Work<T> work) throws IOException {
        return owner.with((contracts, sending) -> {
            NodeAccount account = new ChainReader(contracts).node(id()).existing("--node");
            Address caller = sending.actions().account();
            if (!account.owner().equals(caller))
                throw new IllegalArgumentException(caller + " does not own node " + node + " (--node), "
                        + account.owner() + " does. Give the key of that one with --owner-key");
            return work.apply(contracts, sending);
        });
    }
}

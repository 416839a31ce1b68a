package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.contracts.NodeId;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.node.NodeOperator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that acts with the node's hot key, or with the owner's in its place. */
final class OperatorFlags {
    @Mixin
    ChainFlags chain = new ChainFlags();

    @Option(
            names = "--operator-key",
            required = true,
            paramLabel = "FILE",
            description =
                    "The node's hot key, mode 0600. While a worker runs with it from the same --dir, use the owner's here.")
    Path operatorKey = Path.of("operator.key");

    @Option(names = "--node", paramLabel = "ID", description = "The node (default: the newest with this operator).")
    Optional<Long> node = Optional.empty();

    @Option(names = "--json", description = "Answer with JSON.")
    boolean json;

    long with(MaintenanceCommand.Work work) throws IOException {
        Signer signer = chain.signer(operatorKey);
        Contracts contracts = chain.contracts();
        NodeId id = node.map(number -> operated(contracts, new NodeId(number), signer.address()))
                .orElseGet(() -> NodeOperator.nodeOf(contracts, signer.address()));
        try (ChainFlags.Sending sending = chain.sending(contracts, signer)) {
            return work.apply(new NodeOperator(contracts, sending.actions()), id);
        }
    }

    private static NodeId operated(Contracts contracts, NodeId id, Address caller) {
        NodeAccount account = new ChainReader(contracts).node(id).existing("--node");
        if (List.of(account.operator(), account.owner()).contains(caller)) return id;
        throw new IllegalArgumentException("the key of " + caller + " is not that of the operator of the node " + id
                + " (--node), " + account.operator() + ", nor of its owner, " + account.owner()
                + ". Give one of these with --operator-key");
    }
}

package io.gridwork.devnet.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.contracts.NodeId;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it does on a development network is seen in the demo and in the tutorial for requesters. */
class DishonestNodeTest {
    @TempDir
    private Path folder;

    @Test
    void liesOnDevelopmentNetworksOnly() throws Exception {
        Path record = folder.resolve("1.json");
        new Deployment(1).write(record);
        var ethereum = new Network(
                folder.resolve(Network.FILE),
                URI.create("http://127.0.0.1:1"),
                record,
                Optional.empty(),
                new LinkedHashMap<>(),
                Optional.empty());

        assertThatThrownBy(() -> new DishonestNode(ethereum, new NodeId(4), Devnet.signer(2), _ -> {}))
                .isInstanceOf(DevnetException.class)
                .hasMessageContaining("is on chain 1 and is no development network");
    }
}

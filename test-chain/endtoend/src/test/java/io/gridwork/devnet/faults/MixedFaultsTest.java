package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.devnet.network.Wallet;
import io.gridwork.indexer.app.IndexerCommand;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.testchain.faults.FaultyNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of all kinds, drawn by seed, on every fifth request: whatever comes, the end is the same. {@code -Dgridwork.seeds=N} plays N
 * seeds, {@code -Dgridwork.seed=N} begins with that one. Not under load: a thousand seeds take long enough without.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MixedFaultsTest {

    private static final long SEEDS = Long.getLong("gridwork.seeds", Boolean.getBoolean("gridwork.all") ? 1_000 : 1);
    private static final long FIRST = Long.getLong("gridwork.seed", 1);
    private static final int TRANSFERS = 3;

    @TempDir
    static Path folder;

    private FaultNetwork network;

    @BeforeAll
    void start() {
        network = FaultNetwork.start(folder.resolve("network"));
    }

    @AfterAll
    void stop() {
        if (network != null) network.close();
    }

    @TestFactory
    Stream<DynamicTest> theEndIsTheSame() {
        return LongStream.range(FIRST, FIRST + SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(
                        DynamicTest.dynamicTest("index, seed " + seed, () -> index(seed)),
                        DynamicTest.dynamicTest("transactions, seed " + seed, () -> send(seed))));
    }

    private void index(long seed) throws Exception {
        Path database = folder.resolve(seed + ".db");
        try (var node = FaultyNode.before(network.rpc())) {
            node.playMixed(seed);
            IndexerCommand.run(
                    "index",
                    "--rpc=" + node.url(),
                    "--preset=gridwork",
                    "--deployment=" + network.devnet().record(),
                    "--db=" + database,
                    "--to-block=" + network.indexed());
        }
        assertThat(ContentHash.of(database)).isEqualTo(ContentHash.of(Undisturbed.index(network, network.indexed())));
        Files.delete(database);
    }

    private void send(long seed) {
        var sender = network.person();
        var receiver = network.person();
        Uint256 before = network.devnet().client().balance(receiver.address(), BlockTag.LATEST);
        try (var node = FaultyNode.before(network.rpc());
                var client = new ChainClient(node.url())) {
            node.playMixed(seed);
            var wallet = new Wallet(client, sender.signer(), network.devnet().contracts());
            for (int i = 0; i < TRANSFERS; i++)
                wallet.send("transfer", Call.transfer(receiver.address(), Uint256.of(1L)));
        }
        Uint256 after = network.devnet().client().balance(receiver.address(), BlockTag.LATEST);
        assertThat(after.toBigInteger().subtract(before.toBigInteger()).intValueExact())
                .isEqualTo(TRANSFERS);
    }
}

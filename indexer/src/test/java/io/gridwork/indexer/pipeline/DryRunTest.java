package io.gridwork.indexer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.chain.EndpointUsage;
import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogReader;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.RandomFaults;
import io.gridwork.indexer.bench.RangeCap;
import io.gridwork.indexer.canned.Tokens;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it foretells, against what a run then takes. */
@UnderLoad
final class DryRunTest {
    @TempDir
    Path folder;

    private static Estimate estimate(CannedNode node, long to) {
        try (Endpoints endpoints = Runs.endpoints(node)) {
            return new DryRun(new LogReader(endpoints), endpoints, Runs.TARGETS, Verification.BLOOM).upTo(to);
        }
    }

    @Test
    void eventsBytesAndRequestsAreNearTheTruth() throws IOException {
        CannedChain chain = CannedChain.ofTransfers(200_000, 50);
        Path file = folder.resolve("real.db");
        try (CannedNode node = new CannedNode(chain);
                Endpoints endpoints = Runs.endpoints(node);
                JdbcEventStore store = JdbcEventStore.open(
                        file, new ChainIdentity(CannedChain.CHAIN_ID, null), List.of(Tokens.TRANSFERS), List.of())) {
            Estimate estimate = estimate(node, chain.head());
            Runs.indexer(endpoints, store, Runs.TARGETS, chain.head(), _ -> {}).run();
            EndpointUsage real = endpoints.usage().getFirst();
            assertThat(estimate.blocks()).isEqualTo(chain.head() + 1);
            assertThat(estimate.sampledBlocks()).isLessThan(chain.head());
            assertThat(estimate.events()).isCloseTo(200_000L, withinPercentage(2));
            assertThat(estimate.wireBytes()).isCloseTo(real.receivedBytes(), withinPercentage(20));
            assertThat(estimate.calls()).isCloseTo(real.requests(), withinPercentage(50));
        }
        assertThat(databaseBytes()).isCloseTo(Files.size(file), withinPercentage(25));
    }

    private static long databaseBytes() {
        CannedChain chain = CannedChain.ofTransfers(200_000, 50);
        try (CannedNode node = new CannedNode(chain)) {
            return estimate(node, chain.head()).databaseBytes();
        }
    }

    @Test
    void aCapMeansMoreRequests() {
        CannedChain chain = new CannedChain(3, 2, true).append(5_000);
        try (CannedNode free = new CannedNode(chain);
                CannedNode capped = new CannedNode(chain)
                        .with(new RandomFaults(
                                new Random(1), 0, false, RangeCap.ERIGON, 50, Integer.MAX_VALUE, 0, 1, true))) {
            assertThat(estimate(capped, 5_000).requests())
                    .isGreaterThan(2 * estimate(free, 5_000).requests());
        }
    }

    @Test
    void anEmptyChainTakesNothing() {
        try (CannedNode node = new CannedNode(new CannedChain(3, 2, true))) {
            Estimate estimate = estimate(node, 0);
            assertThat(estimate.blocks()).isEqualTo(1);
            assertThat(estimate.events()).isZero();
        }
    }
}

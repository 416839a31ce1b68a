package io.gridwork.devnet.demo;

import static io.gridwork.events.Tables.JOB_ESCROW_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
import io.gridwork.devnet.network.IndexerProcess;
import io.gridwork.devnet.network.Market.Standing;
import io.gridwork.devnet.network.Node;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.File;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over everything: a chain, workers and the indexer as processes of their own, and what becomes of them when they are killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
final class EndToEndTest {

    private static final boolean ALL = Boolean.getBoolean("gridwork.all");
    private static final int HEARTBEATS = ALL ? 20_000 : 8_000;
    private static final int KILLS = ALL ? 6 : 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private World world;

    @BeforeAll
    void start() {
        world = World.start(folder);
    }

    @AfterAll
    void stop() {
        if (world != null) world.close();
    }

    @Test
    void aWorkerIsPaidAndTheEventsSayTheSameAsTheVault() {
        List<Node> nodes = world.withWorkers();
        List<BigInteger> before = nodes.stream().map(world::earned).toList();
        JobId id = world.post(world.job("paid", 1, 1));
        world.awaitState(id, JobState.COMPLETED, LIMIT);
        assertThat(world.rootIsRight(id)).isTrue();
        world.awaitIndexed(id, LIMIT);
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < nodes.size(); i++) {
            BigInteger after = world.earned(nodes.get(i));
            assertThat(world.earnedByEvents(nodes.get(i))).isEqualTo(after);
            all = all.add(after.subtract(before.get(i)));
        }
        assertThat(all).isPositive().isEqualTo(world.paid(id));
    }

    @Test
    void aWorkerKilledBetweenCommitAndRevealRevealsAfterItsRestart() {
        Node victim = world.withWorkers().getFirst();
        BigInteger before = world.earned(victim);
        DemoJob job = world.job("interrupted", 3, 2);
        JobId id = world.post(job);
        // The third node has no worker: this test holds the job where both workers have committed and none can reveal.
        int seat = world.byHand().claim(id);
        await().atMost(LIMIT).until(() -> world.standing(id).committed() == 2);
        world.kill(victim.name());
        world.byHand().commit(id, seat, job);
        await().atMost(LIMIT).until(() -> world.standing(id).revealed() == 1);
        assertThat(world.standing(id)).extracting(Standing::state).isEqualTo(JobState.REVEALING);
        world.startWorker(victim);
        await().atMost(LIMIT).until(() -> world.standing(id).revealed() == 2);
        world.byHand().reveal(id, seat, job);
        world.awaitState(id, JobState.COMPLETED, LIMIT);
        assertThat(world.rootIsRight(id)).isTrue();
        world.awaitIndexed(id, LIMIT);
        assertThat(world.sql("SELECT count(*) FROM seats WHERE won AND job_id = '" + id + "'"))
                .isEqualTo("3");
        assertThat(world.earned(victim).subtract(before)).isEqualTo(world.price(id));
        assertThat(world.events(JOB_ESCROW_COMMITTED, JOB_ESCROW_COMMITTED.JOB_ID.eq(id.toString())))
                .isEqualTo(3);
        assertThat(world.sql("SELECT count(*) FROM slashes")).isEqualTo("0");
    }

    @Test
    void anIndexerKilledAgainAndAgainEndsWithTheSameRowsAsOneThatNeverWas(@TempDir Path place) throws Exception {
        world.byHand().heartbeats(40, HEARTBEATS / 40);
        Path killed = place.resolve("killed.db");
        var random = new SplittableRandom(1);
        for (int i = 0; i < KILLS; i++) {
            // Some way into its first batch, its second or later: wherever the file has grown to that size.
            long size = size(killed) + random.nextLong(100_000, 800_000);
            try (var indexer = IndexerProcess.index(world.devnet(), killed, place.resolve("log"), List.of())) {
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(LIMIT)
                        .until(() -> size(killed) >= size || world.rows(killed) >= HEARTBEATS);
                indexer.kill();
            }
        }
        long head = world.devnet().client().blockNumber();
        Path whole = place.resolve("whole.db");
        for (Path database : List.of(killed, whole)) {
            var options = List.of("--to-block=" + head);
            try (var indexer = IndexerProcess.index(world.devnet(), database, place.resolve("log"), options)) {
                assertThat(indexer.awaitExit(LIMIT)).isTrue();
                assertThat(indexer.exitStatus()).as(indexer.logTail(10)).isZero();
            }
        }
        assertThat(world.rows(whole)).isGreaterThanOrEqualTo(HEARTBEATS);
        assertThat(ContentHash.of(killed)).isEqualTo(ContentHash.of(whole));
    }

    private static long size(Path database) {
        return Stream.of("", "-wal")
                .map(suffix ->
                        database.resolveSibling(database.getFileName() + suffix).toFile())
                .mapToLong(File::length)
                .sum();
    }
}

package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.RandomFaults;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of the real program, in the middle of its work. */
@UnderLoad
final class KillTest {
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "all"})
    void aKilledIndexerGoesOnAndEndsWithTheSameFile(String keepRaw) throws Exception {
        CannedChain chain = new CannedChain(99, 6, true).append(16_000);
        Path abi = Files.writeString(folder.resolve("token.json"), CannedChain.ABI);
        try (CannedNode node =
                new CannedNode(chain).with(new RandomFaults(new Random(1), 0, 500, Integer.MAX_VALUE, 0, true))) {
            Path killed = folder.resolve("killed.db");
            for (int i = 0; i < KILLS; i++) {
                killAfter(30 + 5 * i, node, arguments(node, abi, killed, chain.head(), keepRaw));
                assertThat((Long) Sql.value(killed, "SELECT max(block_number) FROM token_transfer"))
                        .isBetween(1L, chain.head() - 1_000);
            }
            chain.reorganise(30, 31);
            node.onRequest(_ -> {});
            assertThat(Main.run(arguments(node, abi, killed, chain.head(), keepRaw)))
                    .isZero();
            Path fresh = folder.resolve("fresh.db");
            assertThat(Main.run(arguments(node, abi, fresh, chain.head(), "none")))
                    .isZero();
            assertThat(ContentHash.of(killed)).isEqualTo(ContentHash.of(fresh));
            assertThat(Main.run(
                            "verify",
                            "--db",
                            killed.toString(),
                            "--rpc",
                            node.url().toString()))
                    .isZero();
        }
    }

    private static String[] arguments(CannedNode node, Path abi, Path db, long toBlock, String keepRaw) {
        return new String[] {
            "index",
            "--rpc",
            node.url().toString(),
            "--abi",
            abi.toString(),
            "--address",
            CannedChain.TOKEN.hex(),
            "--db",
            db.toString(),
            "--to-block",
            Long.toString(toBlock),
            "--keep-raw",
            keepRaw
        };
    }

    /** Starts the program and kills it at its n-th request, which is never answered. */
    private static void killAfter(int requests, CannedNode node, String... arguments)
            throws IOException, InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch dead = new CountDownLatch(1);
        long last = node.requests() + requests;
        node.onRequest(number -> {
            if (number < last) return;
            reached.countDown();
            try {
                dead.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Process program = Programs.start(arguments);
        try {
            assertThat(reached.await(120, TimeUnit.SECONDS))
                    .as("the program asked " + requests + " times")
                    .isTrue();
        } finally {
            program.destroyForcibly().waitFor();
            dead.countDown();
        }
        assertThat(program.exitValue()).isEqualTo(128 + 9);
    }
}

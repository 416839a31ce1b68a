package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.canned.Contracts;
import io.gridwork.indexer.canned.Contracts.Contract;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.query.ContentHash;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real token on a real node, through reorganisations, with the program as users start it. */
@GridworkChain(engine = "anvil", perTest = true)
@UnderLoad
final class TokenOnAnvilTest {
    @TempDir
    Path folder;

    private Contract token;

    private String[] index(AnvilChain chain, Path db, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "index",
                "--rpc",
                chain.rpcUrl().toString(),
                "--abi",
                Contracts.abiFile(folder, "TestUSDT").toString(),
                "--address",
                token.address().hex(),
                "--db",
                db.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private void mint(Contracts contracts, int times) {
        Signer minter = contracts.signer(0);
        for (int i = 1; i <= times; i++) {
            contracts.send(
                    minter, token, "mint", contracts.signer(1 + i % 3).address(), BigInteger.TWO.pow(10 * (i % 20)));
        }
    }

    private static Object minted(Path db) {
        return Sql.value(
                db,
                "SELECT decimal_sum(value) FROM test_usdt_transfer WHERE from_ = '0x0000000000000000000000000000000000000000'");
    }

    @Test
    void afterAReorganisationTheFileIsThatOfAFreshRun(AnvilChain chain) throws IOException {
        try (Contracts contracts = new Contracts(chain)) {
            token = contracts.deploy(contracts.signer(0), "TestUSDT");
            mint(contracts, 12);
            Path db = folder.resolve("index.db");
            assertThat(Main.run(index(chain, db, "--to-block", Long.toString(chain.blockNumber()))))
                    .isZero();
            assertThat(minted(db))
                    .isEqualTo(contracts.read(token, "totalSupply").toString());
            chain.reorg(5);
            mint(contracts, 3);
            String head = Long.toString(chain.blockNumber());
            assertThat(Main.run(index(chain, db, "--to-block", head))).isZero();
            assertThat(minted(db))
                    .isEqualTo(contracts.read(token, "totalSupply").toString());
            Path fresh = folder.resolve("fresh.db");
            assertThat(Main.run(index(chain, fresh, "--to-block", head))).isZero();
            assertThat(ContentHash.of(db)).isEqualTo(ContentHash.of(fresh));
        }
    }

    @Test
    void aFollowerSaysThatItIsHealthyAndEndsOnASignal(AnvilChain chain) throws Exception {
        try (Contracts contracts = new Contracts(chain)) {
            token = contracts.deploy(contracts.signer(0), "TestUSDT");
            mint(contracts, 2);
            int port = freePort();
            Path db = folder.resolve("index.db");
            Process program =
                    Programs.start(index(chain, db, "--http-port", Integer.toString(port), "--poll-millis", "20"));
            try {
                await(() -> get(port, "/health").contains("200"));
                mint(contracts, 3);
                await(() -> get(port, "/metrics").contains("gridwork_indexer_events_total{chain=\"index\"} 5.0"));
                assertThat(minted(db))
                        .isEqualTo(contracts.read(token, "totalSupply").toString());
                assertThat(get(port, "/metrics"))
                        .contains("gridwork_indexer_block{chain=\"index\"} " + (double) chain.blockNumber());
            } finally {
                program.destroy();
            }
            assertThat(program.waitFor()).isEqualTo(128 + 15);
            assertThat(Files.exists(folder.resolve("index.db-wal")))
                    .as("the database was closed")
                    .isFalse();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String get(int port, String path) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException notYetListening) {
            return "";
        }
    }
}

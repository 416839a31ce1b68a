package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.indexer.canned.Contracts;
import io.gridwork.indexer.canned.Contracts.Contract;
import io.gridwork.indexer.canned.Sql;
import io.gridwork.indexer.event.View;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Our contracts on a real chain, a few jobs, and what the views say of them beside what the contracts say. */
@GridworkChain
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GridworkPresetTest {
    private static final Hash32 PROGRAM = Keccak256.hash("a program");
    private static final BigInteger STAKE = BigInteger.TEN.pow(21);
    private static final BigInteger BOND = BigInteger.TEN.pow(19);
    private static final BigInteger ALLOWANCE = STAKE.shiftRight(1);
    private static final long PRICE = 50_000_000;

    private static final ContractAbi SPEC = ContractAbi.parse("""
            [{"type":"function","name":"f","outputs":[],"inputs":[{"name":"spec","type":"tuple","components":[
              {"name":"programHash","type":"bytes32"},{"name":"inputRoot","type":"bytes32"},{"name":"inputUri","type":"string"},
              {"name":"params","type":"bytes"},{"name":"outputLength","type":"uint64"},
              {"name":"node","type":"uint64"},{"name":"excluded","type":"uint64[]"}]}]}]""");

    @TempDir
    static Path folder;

    private Contracts chain;
    private Signer governor;
    private Signer requester;
    private Signer owner;
    private Signer operator;
    private Contract usdt;
    private Contract stake;
    private Contract vault;
    private Contract staking;
    private Contract programs;
    private Contract escrow;
    private Contract jury;
    private Hash32 done;
    private Hash32 cancelled;
    private Hash32 open;
    private Path db;

    @BeforeAll
    void playAndIndex(TestChain node) throws IOException {
        chain = new Contracts(node);
        governor = chain.signer(0);
        requester = chain.signer(1);
        owner = chain.signer(2);
        operator = chain.signer(3);
        deploy();
        fund();
        List<Object> terms =
                List.of(operator.address(), 1, 2, Hash32.ZERO, STAKE, escrow.address(), jury.address(), ALLOWANCE);
        chain.send(owner, staking, "register", terms);
        node.passTime(Duration.ofSeconds(2));
        chain.send(operator, staking, "ripen", 1);
        List<Object> first = post(1, 1);
        done = idOf(first);
        chain.send(operator, escrow, "claim", first, 1);
        chain.send(
                operator,
                escrow,
                "submit",
                first,
                List.of(Keccak256.hash("a root"), "http://127.0.0.1/out", 1234, 1, Bytes.EMPTY));
        List<Object> second = post(2, 1);
        cancelled = idOf(second);
        chain.send(requester, escrow, "cancel", second);
        open = idOf(post(3, 1));
        chain.send(operator, staking, "heartbeat", 1);
        chain.send(owner, staking, "requestUnbond", 1, BOND);
        chain.send(owner, vault, "withdraw", usdt.address(), PRICE / 10, owner.address());
        db = index(node, "index.db");
    }

    private Path index(TestChain node, String name) throws IOException {
        Path file = folder.resolve(name);
        Path record = chain.record(folder.resolve(name + ".json"));
        int code = Main.run(
                "index",
                "--rpc",
                node.rpcUrl().toString(),
                "--deployment",
                record.toString(),
                "--preset",
                "gridwork",
                "--name",
                "token",
                "--abi",
                Contracts.abiFile(folder, "TestUSDT").toString(),
                "--address",
                usdt.address().hex(),
                "--db",
                file.toString(),
                "--to-block",
                Long.toString(node.blockNumber()));
        assertThat(code).isZero();
        return file;
    }

    private void deploy() {
        usdt = chain.deploy(governor, "TestUSDT");
        stake = chain.deploy(governor, "TestStake");
        vault = chain.deploy(governor, "Vault", governor.address());
        programs = chain.deploy(governor, "ProgramRegistry", governor.address());
        staking = chain.deploy(
                governor,
                "NodeStaking",
                governor.address(),
                vault.address(),
                stake.address(),
                2_000_000,
                BOND,
                1,
                List.of(BOND, 2_000_000, 86_400, 60));
        escrow = chain.deploy(
                governor,
                "JobEscrow",
                governor.address(),
                vault.address(),
                staking.address(),
                programs.address(),
                List.of(1, 3_600, 1, 3_600, 1, 3_600, 1, 3_600),
                List.of(governor.address(), 200, 2_000));
        Contract seeds = chain.deploy(governor, "BlockHashSeed");
        jury = chain.deploy(governor, "Jury", escrow.address(), seeds.address(), 5, List.of(2, 60, 10, 20, 20));
        for (Contract module : List.of(staking, escrow, jury))
            chain.send(governor, vault, "addModule", module.address());
        chain.send(governor, escrow, "setJury", jury.address());
        chain.send(governor, staking, "addMarket", escrow.address(), jury.address());
        chain.send(governor, escrow, "setToken", usdt.address(), true);
    }

    private void fund() {
        chain.send(governor, usdt, "mint", requester.address(), 1_000_000_000);
        chain.send(requester, usdt, "approve", vault.address(), 1_000_000_000);
        chain.send(requester, vault, "deposit", usdt.address(), requester.address(), 1_000_000_000);
        chain.send(requester, vault, "consent", escrow.address(), true);
        chain.send(governor, stake, "mint", owner.address(), STAKE);
        chain.send(owner, stake, "approve", vault.address(), STAKE);
        chain.send(owner, vault, "deposit", stake.address(), owner.address(), STAKE);
        chain.send(owner, vault, "consent", staking.address(), true);
    }

    private List<Object> post(long nonce, long node) {
        // Call data of a function that takes the struct: behind the selector stands abi.encode(spec).
        Bytes call = SPEC.function("f").encode(List.of(PROGRAM, Hash32.ZERO, "", Bytes.EMPTY, 32, node, List.of()));
        Bytes spec = call.slice(4, call.size() - 4);
        List<Object> order = List.of(
                requester.address(),
                nonce,
                spec.keccak256(),
                usdt.address(),
                PRICE,
                BOND,
                10_000,
                200,
                1,
                1,
                1,
                10,
                600,
                600,
                0,
                0,
                (1L << 40) - 1);
        chain.send(requester, escrow, "post", order, spec);
        return order;
    }

    private Hash32 idOf(List<Object> order) {
        return chain.read(escrow, "computeJobId", order).toHash();
    }

    private String balance(Contract token, Address account) {
        return chain.read(vault, "balanceOf", token.address(), account).toString();
    }

    @Test
    void eachJobIsARowWithItsStateAndPrice() {
        assertThat(Sql.rows(
                        db,
                        "SELECT job_id, state, price, paid, winner, winners, started_at IS NULL, finished_at IS NULL FROM jobs ORDER BY posted_at, job_id = '"
                                + open + "', state DESC"))
                .containsExactlyInAnyOrder(
                        List.of(done.hex(), "Completed", Long.toString(PRICE), Long.toString(PRICE), 1L, "1", 0L, 0L),
                        Arrays.asList(cancelled.hex(), "Cancelled", null, "0", null, null, 1L, 0L),
                        Arrays.asList(open.hex(), "Open", null, null, null, null, 1L, 1L));
    }

    @Test
    void balancesAreThoseOfTheVault() {
        List<List<Object>> rows = Sql.rows(db, "SELECT token, account, balance, role FROM vault_balances");
        assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
        for (List<Object> row : rows) {
            AbiValue held = chain.read(vault, "balanceOf", row.get(0), row.get(1));
            assertThat(row.get(2)).as("%s", row).isEqualTo(held.toString());
        }
        assertThat(Sql.value(
                        db,
                        "SELECT balance FROM vault_balances WHERE role = 'node owner' AND token = '"
                                + usdt.address().hex() + "'"))
                .isEqualTo(balance(usdt, owner.address()));
        assertThat(Sql.rows(db, "SELECT DISTINCT role FROM vault_balances WHERE role <> ''").stream()
                        .map(List::getFirst)
                        .toList())
                .containsExactlyInAnyOrder("JobEscrow", "NodeStaking", "node owner", "requester");
    }

    @Test
    void nodesAreThoseOfTheContract() {
        List<AbiValue> node = chain.read(staking, "nodeOf", 1).toList();
        List<Object> row = Sql.rows(
                        db,
                        "SELECT owner, operator, node_class, slots, market, allowance, stake, locked, unbonding, tickets,"
                                + " last_seen, jobs_ok, jobs_bad FROM nodes")
                .getFirst();
        assertThat(row)
                .containsExactly(
                        node.get(0).toAddress().hex(),
                        node.get(1).toAddress().hex(),
                        node.get(2).toLong(),
                        node.get(3).toLong(),
                        node.get(4).toAddress().hex(),
                        node.get(5).toString(),
                        node.get(6).toString(),
                        node.get(7).toString(),
                        node.get(8).toString(),
                        node.get(11).toLong(),
                        node.get(12).toLong(),
                        node.get(15).toLong(),
                        node.get(16).toLong());
        assertThat(row).contains(ALLOWANCE.toString(), 50L);
        assertThat(Sql.value(db, "SELECT earnings ->> '" + usdt.address().hex() + "' FROM nodes"))
                .isEqualTo(Long.toString(PRICE));
    }

    @Test
    void everythingAddsUp() {
        List<List<Object>> rows = Sql.rows(db, "SELECT check_name, difference FROM accounting");
        assertThat(rows).allSatisfy(row -> assertThat(row.get(1)).as("%s", row).isEqualTo("0"));
        assertThat(rows.stream().map(List::getFirst).toList()).contains("vault", "escrow", "stake", "job", "price");
    }

    @Test
    void earningsAreByDay() {
        assertThat(Sql.rows(db, "SELECT node_id, owner, token, seats, earned FROM earnings_daily"))
                .containsExactly(
                        List.of(1L, owner.address().hex(), usdt.address().hex(), 1L, Long.toString(PRICE)));
        assertThat(Sql.rows(db, "SELECT * FROM slashes")).isEmpty();
    }

    @Test
    void energyIsByNodeWithItsSource() {
        assertThat(Sql.rows(
                        db,
                        "SELECT job_id, node_id, program_hash, joules, source, by_operator, won, earned FROM energy"))
                .containsExactly(
                        List.of(done.hex(), 1L, PROGRAM.hex(), 1.234, "DeviceCounter", 1L, 1L, Long.toString(PRICE)));
    }

    @Test
    void everyViewRunsInTheStockShellAndDocumentsEachColumn() throws Exception {
        for (View each : GridworkPreset.views()) {
            String view = each.name();
            assertThat(Sql.rows(db, "SELECT name FROM _column WHERE table_name = '" + view + "' ORDER BY position"))
                    .isEqualTo(Sql.rows(db, "SELECT name FROM pragma_table_info('" + view + "') ORDER BY cid"));
            Shell.run(db, "SELECT * FROM " + view);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyQueryInTheDocsRunsHereAndInTheStockShell() throws IOException {
        return DocumentedQuery.all().stream()
                .map(query -> DynamicTest.dynamicTest(query.title(), () -> {
                    Sql.rows(db, query.sql());
                    if (query.isOursAlone()) {
                        assertThat(query.saysSo())
                                .as("says that units() is ours")
                                .isTrue();
                    } else {
                        Shell.run(db, query.sql());
                    }
                }));
    }
}

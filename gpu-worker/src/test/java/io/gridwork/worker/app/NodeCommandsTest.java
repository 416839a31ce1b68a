package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.network.TestNetwork;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What owners and operators type besides running a worker, on a real chain: each test has a node of its own with 100 GWS. */
@GridworkChain(blockTimeMillis = 500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
class NodeCommandsTest {
    private TestNetwork network;
    private Shell shell;
    private Party party;
    private Party.Node node;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) throws Exception {
        network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        party = new Party(network, folder);
        shell = new Shell(
                "--rpc=" + chain.rpcUrl(),
                "--deployment=" + folder.resolve("deployment.json"),
                "--dir=" + folder.resolve("state"));
    }

    @BeforeEach
    void registerANode() {
        node = party.node(1);
    }

    @Test
    void stakeIsAddedAndTakenOutAfterItsCoolDown() {
        done(owner("stake", "25.5"), "staked 25.5 GWS more");
        assertThat(account().stake()).isEqualTo(gws(125_500));

        done(
                owner("unbond", "20"),
                "20 GWS will leave the stake. Collect it from " + account().unlockAt());
        assertThat(account().stake()).isEqualTo(gws(105_500));
        assertThat(account().unbonding()).isEqualTo(gws(20_000));
        refused(owner("unbond"), "can be collected from " + account().unlockAt(), "Give the command again then");

        network.chain().passTime(Duration.ofDays(1).plusSeconds(1));
        done(owner("unbond"), "the stake is in the owner's vault balance");
        assertThat(account().unbonding()).isZero();
        assertThat(party.stakeBalance(node.owner())).isEqualTo(gws(20_000));
        refused(owner("unbond"), "no stake of node " + node.id(), "worker unbond --node " + node.id() + " TOKENS");
    }

    @Test
    void theOwnerSaysHowMuchCanBeLocked() {
        assertThat(account().allowance()).isEqualTo(gws(100_000));
        done(owner("set-allowance", "40"), "jury 0x", "can lock and take at most 40 GWS of the stake together");
        assertThat(account().allowance()).isEqualTo(gws(40_000));
        done(
                type("worker", "status", "--node=" + node.id()),
                "40 GWS, 20 GWS free for bonds of new seats",
                "jury tickets",
                "40 ripe");
        refused(
                type("worker", "set-allowance", "7", "--node=" + node.id(), "--owner-key=" + party.operatorKey(node)),
                "does not own node " + node.id(),
                "--owner-key");
        refused(owner("set-allowance", "-1"), "TOKENS is -1: an amount is not negative");
    }

    @Test
    void aRunningWorkerMakesTicketsOfNewStake() {
        done(owner("stake", "21"), "staked 21 GWS more");
        done(owner("set-allowance", "121"), "at most 121 GWS of the stake together");
        assertThat(account().tickets()).isEqualTo(100);
        try (Party.Working _ = party.work(node, party.journal(node))) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(account().tickets()).isEqualTo(121));
        }
    }

    @Test
    void whatIsNoAmountOrTooMuchIsRefused() {
        refused(owner("stake", "0"), "TOKENS is 0: give more than 0");
        refused(owner("stake", "-1"), "TOKENS is -1: an amount is not negative");
        refused(owner("stake", "much"), "TOKENS is \"much\"", "such as 2.5");
        refused(owner("stake", "2000"), "needs 2000 GWS more in the vault", "its wallet has 900 GWS");
        refused(owner("unbond", "0"), "TOKENS is 0");
        refused(withdraw("--token=stake", "--amount=-2"), "--amount is -2: an amount is not negative");
        refused(withdraw("--token=GWS"), "no token \"GWS\" (--token)");
        refused(
                owner("unbond", "95"),
                "the stake would be 5000000000000000000 smallest units",
                "Take out less, or all of it");
        refused(owner("unbond", "500"), "free stake is too low", "worker status");
        assertThat(account().stake()).isEqualTo(gws(100_000));
    }

    @Test
    void theOwnerFillsThePurseForChallenges() {
        String purse = "--for=" + node.operator().address();
        done(deposit("2.5", "--token=stake", purse), node.operator().address() + " has 2.5 GWS in the vault");
        done(deposit("1", "--token=" + network.usdt()), node.owner() + " has 1 USDT in the vault");
        assertThat(party.stakeBalance(node.operator().address())).isEqualTo(gws(2_500));
        refused(deposit("0", "--token=stake"), "TOKENS is 0");
        refused(deposit("5000", "--token=stake"), "5000 GWS more in the vault", "its wallet has 897.5 GWS");
        assertThat(deposit("1", "--token=stake", "--for=0x12").err()).contains("\"0x12\" has 2 digits");
        done(deposit("3", "--token=stake"), "3 GWS");
        done(withdraw("--token=stake", "--amount=2"), "paid out of the vault: 2 GWS");
        assertThat(party.stakeBalance(node.owner())).isEqualTo(gws(1_000));
    }

    private Shell.Answer withdraw(String... more) {
        return type("withdraw", more, "--owner-key=" + party.ownerKey(node));
    }

    private Shell.Answer deposit(String amount, String... more) {
        return type("deposit", more, amount, "--key=" + party.ownerKey(node));
    }

    @Test
    void aNodeThatIsNotThereIsNamedAndSoIsTheOwnerOfAnother() {
        String owners = "--owner-key=" + party.ownerKey(node);
        String operators = "--operator-key=" + party.operatorKey(node);
        Party.Node other = party.node(1);
        for (String command : List.of("stake", "set-allowance", "unbond")) {
            refused(type("worker", command, "5", "--node=999", owners), "there is no node 999 (--node)");
            refused(
                    type("worker", command, "5", "--node=" + other.id(), owners),
                    node.owner() + " does not own node " + other.id() + " (--node), " + other.owner() + " does");
        }
        refused(type("worker", "drain", "--node=999", operators), "there is no node 999 (--node)");
        refused(
                type("worker", "drain", "--node=" + other.id(), operators),
                other.operator().address() + ", nor of its owner, " + other.owner());
    }

    @Test
    void nothingIsDepositedForANodeOfAnother() {
        Party.Node other = party.node(1);
        refused(
                type("worker", "stake", "7", "--node=" + other.id(), "--owner-key=" + party.ownerKey(node)),
                "does not own node " + other.id(),
                "--owner-key");
        assertThat(party.stakeBalance(node.owner())).isZero();
    }

    @Test
    void maintenanceIsAnnouncedShownAndEnded() {
        Instant from = inAnHour();
        done(operator("maintenance", "--from=" + from, "--hours=1.5"), "no new work from " + from);
        assertThat(account().maintenanceFrom()).isEqualTo(from);
        assertThat(account().maintenanceUntil()).isEqualTo(from.plusSeconds(5400));
        assertThat(shown()).isEqualTo("from " + from + " until " + from.plusSeconds(5400));

        done(operator("drain", "--end"), "takes work again");
        assertThat(shown()).isEqualTo("no");
    }

    @Test
    void maintenanceThatIsTooEarlyOrTooLongIsRefused() {
        refused(
                operator("maintenance", "--from=2020-01-01T00:00:00Z", "--hours=1"),
                "the maintenance would begin at 2020-01-01T00:00:00Z",
                "Give a later --from");
        refused(operator("maintenance", "--from=" + inAnHour(), "--hours=0"), "--hours is 0.0");
        refused(operator("maintenance", "--from=" + inAnHour(), "--hours=169"), "at most 168", "worker drain");
        Shell.Answer misspelt = operator("maintenance", "--from=tomorrow", "--hours=1");
        assertThat(misspelt.code()).isEqualTo(2);
        assertThat(misspelt.err()).contains("\"tomorrow\" is no time: write it as 2026-12-01T02:00:00Z");
        assertThat(shown()).isEqualTo("no");
    }

    @Test
    void aDrainedNodeSaysSoUntilItIsEnded() {
        done(operator("drain"), "takes no new work");
        assertThat(account().isDrained()).isTrue();
        assertThat(shown()).isEqualTo("drained since " + account().maintenanceFrom());
        done(operator("drain", "--end"), "takes work again");
        assertThat(shown()).isEqualTo("no");
    }

    @Test
    void theOwnersKeyStandsInForTheOperatorsAndNoOtherDoes() {
        String id = "--node=" + node.id();
        done(type("worker", "drain", id, "--operator-key=" + party.ownerKey(node)), "takes no new work");
        refused(
                type("worker", "drain", "--end", id, "--operator-key=" + party.ownerKey(party.node(1))),
                "is not that of the operator of the node " + node.id(),
                "--operator-key");
        refused(
                type("worker", "drain", "--operator-key=" + party.ownerKey(node)),
                "no node has the operator " + node.owner(),
                "say which with --node");
    }

    private Shell.Answer owner(String command, String... more) {
        return type(command, more, "--node=" + node.id(), "--owner-key=" + party.ownerKey(node));
    }

    private Shell.Answer operator(String command, String... more) {
        return type(command, more, "--operator-key=" + party.operatorKey(node));
    }

    private Shell.Answer type(String command, String[] more, String... always) {
        List<String> words = new ArrayList<>(List.of("worker", command));
        words.addAll(List.of(more));
        words.addAll(List.of(always));
        return type(words.toArray(String[]::new));
    }

    private Shell.Answer type(String... words) {
        return shell.type(words);
    }

    private static void done(Shell.Answer answer, String... said) {
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains(said);
    }

    private static void refused(Shell.Answer answer, String... said) {
        assertThat(answer.code()).as(answer.out()).isEqualTo(1);
        assertThat(answer.err()).startsWith("gridwork: error: ").hasLineCount(1).contains(said);
    }

    private NodeAccount account() {
        return party.reader().node(node.id());
    }

    private String shown() {
        return type("worker", "status", "--node=" + node.id(), "--json")
                .json()
                .required("maintenance")
                .asString();
    }

    private Instant inAnHour() {
        return Instant.ofEpochSecond(network.chain().blockTimestamp() + 3600);
    }

    private static BigInteger gws(long thousandths) {
        return BigInteger.TEN.pow(15).multiply(BigInteger.valueOf(thousandths));
    }
}

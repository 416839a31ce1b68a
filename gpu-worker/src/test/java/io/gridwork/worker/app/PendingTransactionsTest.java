package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.worker.network.TestNetwork;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What owners type about transactions that no block takes: the chain mines when a test says so. */
@GridworkChain
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
class PendingTransactionsTest {
    private static final String TWICE = "gridwork: the same command was given before, and ";

    private AnvilChain chain;
    private Path state;
    private Shell shell;
    private Party party;
    private Party.Node node;

    @BeforeAll
    void network(AnvilChain chain, @TempDir Path folder) throws Exception {
        this.chain = chain;
        state = folder.resolve("state");
        TestNetwork network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        party = new Party(network, folder);
        shell = new Shell(
                "--rpc=" + chain.rpcUrl(), "--deployment=" + folder.resolve("deployment.json"), "--dir=" + state);
    }

    @BeforeEach
    void blocksComeOnDemand() {
        node = party.node(1);
        chain.mineOnTransaction(false);
    }

    @AfterEach
    void blocksComeByThemselves() {
        chain.mineOnTransaction(true);
    }

    @Test
    void aPendingTransactionIsShownAndGetsHigherFees() {
        refused(owner("unbond", "3", "--patience=0"), "is in no block after 0 s", "worker tx list");
        said(tx("list"), "pending   the request to take stake out  0x", "a block after");
        JsonNode before = tx("list", "--json").json();
        String nonce = before.required("nonce").asString();

        refused(tx("bump", nonce, "--max-fee-gwei=0.1", "--patience=0"), "are not raised", "highest fee");
        refused(tx("bump", nonce, "--patience=0"), "the request to take stake out was sent in transaction 0x");
        JsonNode after = tx("list", "--json").json();
        assertThat(after.required("attempts").asInt()).isEqualTo(2);
        assertThat(after.required("transaction")).isNotEqualTo(before.required("transaction"));

        chain.mine(1);
        said(
                tx("list"),
                nonce + "  done",
                after.required("transaction").asString() + " in block " + chain.blockNumber());
        said(tx("bump", nonce), nonce + "  done");
        refused(tx("cancel", nonce), "too late to give up the request to take stake out");
        assertThat(unbonding()).isEqualTo(3);
    }

    @Test
    void aPendingTransactionIsGivenUpAndTheNextOneTakesItsTurn() {
        refused(owner("unbond", "3", "--patience=0"), "is in no block");
        String nonce = tx("list", "--json").json().required("nonce").asString();
        refused(tx("cancel", nonce, "--patience=0"), "it is being given up (its user gave it up)");
        chain.mine(1);
        said(tx("cancel", nonce), nonce + "  given up  the request to take stake out: its user gave it up");
        assertThat(unbonding()).isZero();

        chain.mineOnTransaction(true);
        said(owner("unbond", "4"), "4 GWS will leave the stake");
        assertThat(unbonding()).isEqualTo(4);
        assertThat(tx("list", "--limit=1").out()).contains("  done").doesNotContain("given up");
        refused(tx("cancel", "99"), "no transaction of " + node.owner(), "has nonce 99", "tx list");
    }

    @Test
    void aTransactionOfARunningProgramIsLeftToIt() throws Exception {
        Files.createDirectories(state);
        Signer signer = KeyFile.read(party.ownerKey(node), null);
        try (TransactionJournal journal =
                TransactionJournal.open(state.resolve("transactions.db"), chain.chainId(), signer.address())) {
            var _ = new TransactionSender(
                    party.contracts().client(),
                    signer,
                    journal,
                    party.contracts().errors(),
                    SenderOptions.DEFAULT);
            refused(tx("list"), node.owner() + " on chain 1337 is in use by process", "wait for that process or stop");
        }
    }

    @Test
    void stakeIsTakenOutOnceWhenTheCommandIsTypedTwice() {
        refused(owner("unbond", "3", "--patience=0"), "is in no block");
        refused(owner("unbond", "3.0", "--patience=0"), TWICE, "the request to take stake out", "is in no block");
        refused(owner("unbond", "1", "--patience=0"), "is in no block");
        chain.mine(1);
        Shell.Answer third = owner("unbond", "3");
        said(third, "3 GWS will leave the stake");
        assertThat(third.err()).contains(TWICE, "give it again afterwards").hasLineCount(1);
        assertThat(unbonding()).isEqualTo(4);

        chain.mineOnTransaction(true);
        assertThat(owner("unbond", "3").err()).as("the first is final").isEmpty();
        assertThat(unbonding()).isEqualTo(7);
    }

    @Test
    void stakeIsAddedOnceHoweverOftenTheCommandIsInterrupted() {
        refused(owner("stake", "5", "--patience=0"), "the approval of the payment");
        refused(owner("stake", "5", "--patience=0"), TWICE, "the approval of the payment");
        chain.mine(1);
        refused(owner("stake", "5", "--patience=0"), TWICE, "the deposit into the vault was sent");
        chain.mine(1);
        refused(owner("stake", "5", "--patience=0"), TWICE, "the addition to the stake was sent");
        chain.mine(1);
        said(owner("stake", "5"), "staked 5 GWS more");
        assertThat(tokens(party.reader().node(node.id()).stake())).isEqualTo(105);
        assertThat(party.stakeBalance(node.owner())).isZero();
    }

    @Test
    void moneyIsPaidInAndOutOnceWhenTheCommandIsTypedTwice() {
        chain.mineOnTransaction(true);
        said(deposit("0.4"), "has 0.4 native in the vault");
        chain.mineOnTransaction(false);
        refused(deposit("0.4", "--patience=0"), "is in no block");
        chain.mine(1);
        Shell.Answer again = deposit("0.4");
        said(again, "has 0.8 native in the vault");
        assertThat(again.err()).contains(TWICE, "the deposit into the vault");

        refused(withdraw("--patience=0"), "is in no block");
        refused(withdraw("--patience=0"), TWICE, "the withdrawal from the vault");
        chain.mine(1);
        said(withdraw(), "paid out of the vault: 0.3 native");
        assertThat(party.reader().vaultBalance(Address.ZERO, node.owner())).isEqualTo(milliEther(500));
    }

    private Shell.Answer deposit(String... more) {
        return type("deposit", more, "--token=native", "--key=" + party.ownerKey(node));
    }

    private Shell.Answer withdraw(String... more) {
        return type("withdraw", more, "--token=native", "--amount=0.3", "--owner-key=" + party.ownerKey(node));
    }

    private static BigInteger milliEther(long amount) {
        return TestNetwork.ether(amount).divide(BigInteger.valueOf(1000));
    }

    private Shell.Answer owner(String command, String... more) {
        return type(command, more, "--node=" + node.id(), "--owner-key=" + party.ownerKey(node));
    }

    private Shell.Answer tx(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(more));
        return type("tx", words.toArray(String[]::new), "--key=" + party.ownerKey(node));
    }

    private Shell.Answer type(String command, String[] more, String... always) {
        List<String> words = new ArrayList<>(List.of("worker", command));
        words.addAll(List.of(more));
        words.addAll(List.of(always));
        return shell.type(words.toArray(String[]::new));
    }

    private long unbonding() {
        return tokens(party.reader().node(node.id()).unbonding());
    }

    private static long tokens(BigInteger units) {
        return units.divide(TestNetwork.ether(1)).longValueExact();
    }

    private static void said(Shell.Answer answer, String... said) {
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains(said);
    }

    private static void refused(Shell.Answer answer, String... said) {
        assertThat(answer.code()).as(answer.out()).isEqualTo(1);
        assertThat(answer.err()).contains("gridwork: error: ").contains(said);
    }
}

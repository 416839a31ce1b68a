package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.network.Deployment;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gridwork's plan for development, and small plans, on a real chain. */
@GridworkChain
@UnderLoad
class DeployerTest {
    private static final int STEPS = 11 + 9;

    @TempDir
    Path folder;

    private final Network network;

    DeployerTest(TestChain chain) {
        network = Network.of(chain);
    }

    private Deployer dev() {
        return network.deployer(Network.DEV, folder);
    }

    @Test
    void preview_apply_preview_apply_verify() throws IOException {
        Preview before = dev().preview(Network.address(0));
        assertThat(before.isUpToDate()).isFalse();
        assertThat(before.conflicts()).isEmpty();
        assertThat(before.steps()).hasSize(STEPS).noneMatch(Step.Done.class::isInstance);
        assertThat(before.knownGas()).isPositive();

        Applied applied = network.apply(Network.DEV, folder, 0);
        assertThat(applied.transactions()).isEqualTo(STEPS);
        assertThat(Deployment.read(dev().record())).isEqualTo(applied.record());
        for (Step step : before.steps()) {
            if (step instanceof Step.Create create) {
                assertThat(applied.record().contract(create.contract().name()).address())
                        .isEqualTo(create.predicted());
            }
        }

        Preview after = dev().preview(Network.address(0));
        assertThat(after.isUpToDate()).isTrue();
        assertThat(after.toString()).contains("nothing to do", "keep    JobEscrow at ");
        long nonce = network.nonce(0);
        assertThat(network.apply(Network.DEV, folder, 0).transactions()).isZero();
        assertThat(network.nonce(0)).isEqualTo(nonce);

        Verification verification = dev().verify(dev().recordedDeployer());
        assertThat(verification.isGood()).as(verification.toString()).isTrue();
        assertThat(verification.findings()).hasSizeGreaterThan(STEPS);
    }

    @Test
    void a_call_is_made_again_when_its_check_no_longer_holds() {
        network.apply(Network.DEV, folder, 0);
        Plan undo = plan("""
                calls:
                  - call: JobEscrow.setToken
                    arguments: ["${parameter.token}", false]
                    unless: {call: JobEscrow.isTokenAllowed, arguments: ["${parameter.token}"], is: false}
                parameters: {token: , market: }
                contracts: {JobEscrow: {at: "${parameter.market}"}}
                """).withParameters(Map.of("token", recorded("TestUSDT"), "market", recorded("JobEscrow")));
        assertThat(network.apply(undo, folder.resolve("undo"), 0).transactions())
                .isEqualTo(1);
        assertThat(dev().verify(Network.address(0)).problems())
                .singleElement()
                .hasToString("ERROR  JobEscrow.setToken is made: false instead of true");
        assertThat(network.apply(Network.DEV, folder, 0).transactions()).isEqualTo(1);
        assertThat(network.apply(undo, folder.resolve("undo"), 0).transactions())
                .isEqualTo(1);
        assertThat(network.apply(Network.DEV, folder, 0).transactions()).isEqualTo(1);
        assertThat(dev().verify(Network.address(0)).isGood()).isTrue();
    }

    @Test
    void a_call_of_another_account_is_shown_and_left_to_it() {
        Plan plan = Network.DEV.withAccounts(Map.of(
                "governor",
                Network.address(1).toString(),
                "guardian",
                Network.address(2).toString()));
        Applied applied = network.apply(plan, folder, 0);
        assertThat(applied.transactions()).isEqualTo(11);
        assertThat(applied.awaited()).hasSize(9);
        Step.Awaited first = applied.awaited().getFirst();
        assertThat(first.from()).isEqualTo(Network.address(1));
        assertThat(first.toString()).contains(first.call().data().hex(), "awaits  Vault.addModule from ");

        for (Step.Awaited awaited : applied.awaited()) Wallet.send(network, 1, awaited.call());
        assertThat(network.apply(plan, folder, 0).transactions()).isZero();
        Verification verification = network.deployer(plan, folder).verify(Network.address(0));
        assertThat(verification.isGood()).as(verification.toString()).isTrue();
    }

    @Test
    void changed_arguments_are_refused_and_nothing_is_sent() {
        network.apply(Network.DEV, folder, 0);
        long nonce = network.nonce(0);
        Plan changed = Network.DEV.withParameters(Map.of("minUnbondCooldown", "62 min"));
        assertThatThrownBy(() -> network.apply(changed, folder, 0))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContaining("contract NodeStaking (gridwork-dev.yaml:")
                .hasMessageContaining("the constructor's arguments have changed")
                .hasMessageContaining("go back to the old arguments");
        assertThat(network.nonce(0)).isEqualTo(nonce);
        assertThat(network.deployer(changed, folder).preview(Network.address(0)).conflicts())
                .singleElement()
                .asString()
                .contains("NodeStaking", "arguments have changed");
    }

    @Test
    void an_artifact_that_is_not_what_was_deployed_is_refused() {
        network.apply(plan("contracts: {Token: {artifact: TestUSDT}}"), folder, 0);
        Plan other = plan("contracts: {Token: {artifact: TestStake}}");
        assertThatThrownBy(() -> network.apply(other, folder, 0))
                .hasMessageContaining("contract Token")
                .hasMessageContaining("the artifact has changed");
    }

    @Test
    void a_constructor_that_reverts_is_named_with_its_reason_and_can_be_mended() {
        Plan bad = Network.DEV.withParameters(Map.of("fee", "6 percent"));
        assertThatThrownBy(() -> network.apply(bad, folder, 0))
                .hasMessageStartingWith("contract JobEscrow (gridwork-dev.yaml:")
                .hasMessageContaining("OutOfBounds");
        assertThat(network.deployer(bad, folder).preview(Network.address(0)).conflicts())
                .singleElement()
                .asString()
                .contains("JobEscrow", "it would revert: OutOfBounds", "max: 500");
        assertThat(network.apply(Network.DEV, folder, 0).transactions()).isEqualTo(STEPS - 7);
    }

    @Test
    void an_expectation_that_does_not_hold_is_an_error_at_the_end() {
        Plan plan = plan("""
                contracts: {TestUSDT: {}}
                expect:
                  - {call: TestUSDT.decimals, is: 18}
                  - {call: TestUSDT.symbol, is: USDT}
                """);
        assertThatThrownBy(() -> network.apply(plan, folder, 0))
                .hasMessageContaining("do not hold: TestUSDT.decimals is 18: 6 instead of 18 (test.yaml:4)")
                .hasMessageNotContaining("symbol");
        assertThat(network.deployer(plan, folder).verify(Network.address(0)).problems())
                .hasSize(1);
    }

    @Test
    void a_check_that_does_not_hold_after_its_call_is_an_error() {
        Plan plan = plan("""
                contracts: {TestUSDT: {}}
                calls:
                  - call: TestUSDT.mint
                    arguments: ["${account.deployer}", 5]
                    unless: {call: TestUSDT.totalSupply, is: 6}
                """);
        assertThatThrownBy(() -> network.apply(plan, folder, 0))
                .hasMessageContaining("call TestUSDT.mint (test.yaml:4)")
                .hasMessageContaining("[5 instead of 6]")
                .hasMessageContaining("correct \"unless\"");
    }

    @Test
    void an_account_that_cannot_pay_is_told_how_much_it_needs() {
        Signer poor = Signer.ofPrivateKey("0x" + "00".repeat(31) + "2a");
        Plan plan = plan("contracts: {TestUSDT: {}}");
        assertThatThrownBy(() -> network.deployer(plan, folder).apply(poor, Network.QUICK, _ -> {}))
                .hasMessageContaining("account " + poor.address() + " holds 0 wei, and action create:TestUSDT")
                .hasMessageContaining("send it more; then apply again");
    }

    @Test
    void what_the_plan_does_not_give_is_asked_for() {
        Plan plan = plan("accounts: {owner: }\ncontracts: {Vault: {arguments: [\"${account.owner}\"]}}");
        assertThatThrownBy(() -> network.apply(plan, folder, 0))
                .hasMessageContaining("test.yaml:3: ${account.owner} has no value in the plan; it must be given");
        assertThatThrownBy(() -> network.apply(plan("contracts: {Vault: {}}"), folder, 0))
                .hasMessageContaining("constructor of Vault takes 1 values (address governor), and is given 0");
        assertThatThrownBy(() -> network.apply(plan("chains: [1]\ncontracts: {Vault: {}}"), folder, 0))
                .hasMessageContaining("for the chains [1], and the node serves chain 1337");
        Address nobody = Address.parse("0x00000000000000000000000000000000000000aa");
        assertThatThrownBy(() -> network.apply(plan("contracts: {Vault: {at: \"" + nobody + "\"}}"), folder, 0))
                .hasMessageContaining("there is no code at " + nobody);
    }

    private String recorded(String contract) {
        try {
            return Deployment.read(dev().record()).contract(contract).address().toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Plan plan(String body) {
        return Plan.parse("test.yaml", "plan: test\n" + body);
    }
}

package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.toolkit.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of the public network, from the first transaction to the day when the timelock's first decision is executed. */
@GridworkChain
class PublicPlanTest {
    private static final int PROPOSER = 3;
    private static final int STRANGER = 4;

    @TempDir
    Path folder;

    @Test
    void the_timelock_governs_from_the_start(AnvilChain chain) {
        Network network = Network.of(chain);
        Map<String, Address> tokens = tokens(network);
        Plan plan = Plan.resource("io/gridwork/contracts/plans/gridwork.yaml")
                .withAccounts(Map.of(
                        "proposer", Network.address(PROPOSER).toString(),
                        "guardian", Network.address(5).toString(),
                        "treasury", Network.address(6).toString(),
                        "stakeToken", tokens.get("TestStake").toString(),
                        "paymentToken", tokens.get("TestUSDT").toString()));
        Applied applied = network.apply(plan, folder, 0);
        assertThat(applied.transactions()).isEqualTo(6);
        assertThat(applied.awaited()).hasSize(10);
        assertThat(network.deployer(plan, folder).verify(Network.address(0)).problems())
                .hasSize(10);

        Address timelock = applied.record().contract("TimelockController").address();
        assertThat(applied.awaited()).allMatch(awaited -> awaited.from().equals(timelock));
        List<Call> decisions =
                applied.awaited().stream().map(Step.Awaited::call).toList();
        FunctionSchema schedule = timelock("schedule");
        FunctionSchema execute = timelock("execute");
        for (Call call : decisions) {
            Object[] arguments = {
                call.to(),
                0,
                call.data(),
                Hash32.ZERO,
                Hash32.ZERO,
                Duration.ofDays(2).toSeconds()
            };
            Wallet.send(network, PROPOSER, Call.of(timelock, schedule.encode(arguments)));
        }
        chain.passTime(Duration.ofDays(2));
        for (Call call : decisions) {
            Object[] arguments = {call.to(), 0, call.data(), Hash32.ZERO, Hash32.ZERO};
            Wallet.send(network, STRANGER, Call.of(timelock, execute.encode(arguments)));
        }

        assertThat(network.deployer(plan, folder).preview(Network.address(0)).steps())
                .noneMatch(Step.Awaited.class::isInstance);
        Verification verification = network.deployer(plan, folder).verify(Network.address(0));
        assertThat(verification.isGood()).as(verification.toString()).isTrue();
    }

    private Map<String, Address> tokens(Network network) {
        Plan plan = Plan.parse("tokens.yaml", "plan: tokens\ncontracts: {TestStake: {}, TestUSDT: {}}");
        Applied applied = network.apply(plan, folder.resolve("tokens"), 0);
        return Map.of(
                "TestStake", applied.record().contract("TestStake").address(),
                "TestUSDT", applied.record().contract("TestUSDT").address());
    }

    private static FunctionSchema timelock(String function) {
        return Network.ARTIFACTS.find("TimelockController").abi().function(function);
    }
}

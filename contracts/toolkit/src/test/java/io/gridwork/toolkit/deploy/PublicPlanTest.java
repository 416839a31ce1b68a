package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.Call;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.toolkit.plan.Plan;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of the public network: from the first transaction to the day when the stakers govern alone. */
@GridworkChain(perTest = true)
@UnderLoad
class PublicPlanTest {
    private static final int DEPLOYER = 0;
    private static final int STAKER = 2;
    private static final int PROPOSER = 3;
    private static final int STRANGER = 4;
    private static final int GUARDIAN = 5;
    private static final Hash32 ADMIN_ROLE = Hash32.ZERO;
    private static final Hash32 PROPOSER_ROLE = Keccak256.hash("PROPOSER_ROLE");
    private static final Hash32 CANCELLER_ROLE = Keccak256.hash("CANCELLER_ROLE");
    private static final BigInteger STAKE = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(300_000));
    private static final int FOR = 1;

    @TempDir
    Path project;

    private Path folder;

    private final AnvilChain chain;
    private final Network network;
    private Plan plan;
    private Applied applied;
    private Contracts contracts;

    PublicPlanTest(AnvilChain chain) {
        this.chain = chain;
        network = Network.of(chain);
    }

    @BeforeEach
    void apply() {
        folder = project.resolve("deployments");
        Plan tokens = Plan.parse("tokens.yaml", "plan: tokens\ncontracts: {TestStake: {}, TestUSDT: {}}");
        Contracts deployed = new Contracts(network, network.apply(tokens, folder.resolve("tokens"), DEPLOYER));
        plan = Plan.resource("io/gridwork/contracts/plans/gridwork.yaml")
                .withAccounts(Map.of(
                        "proposer", Network.address(PROPOSER).toString(),
                        "guardian", Network.address(GUARDIAN).toString(),
                        "treasury", Network.address(6).toString(),
                        "stakeToken", deployed.address("TestStake").toString(),
                        "paymentToken", deployed.address("TestUSDT").toString()));
        applied = network.apply(plan, folder, DEPLOYER);
        contracts = new Contracts(network, applied).and(deployed);
    }

    @Test
    void commands_find_the_network_by_its_name() {
        Map<String, String> url = Map.of("rpc", chain.rpcUrl().toString());
        assertThat(network.apply(plan.withParameters(url), folder, DEPLOYER).transactions())
                .isZero();
        var file = io.gridwork.network.Network.read(folder.resolveSibling("networks/gridwork-1337.yaml"));
        assertThat(file.tokens())
                .containsEntry("payment", contracts.address("TestUSDT"))
                .containsEntry("stake", contracts.address("TestStake"));
        assertThat(file.paymentToken()).contains("payment");
    }

    @Test
    void the_timelock_governs_from_the_start() {
        assertThat(applied.transactions()).isEqualTo(11);
        assertThat(applied.awaited()).hasSize(10);
        // The ten, and that there is no guardian.
        assertThat(network.deployer(plan, folder)
                        .verify(Network.address(DEPLOYER))
                        .problems())
                .hasSize(11);
        assertThat(applied.awaited())
                .allMatch(awaited -> awaited.from().equals(contracts.address("TimelockController")));
        List<Address> people = List.of(
                Network.address(DEPLOYER),
                Network.address(PROPOSER),
                Network.address(STRANGER),
                Network.address(GUARDIAN),
                contracts.address("StakeGovernor"));
        assertThat(people).noneMatch(who -> hasRole(ADMIN_ROLE, who));
        assertThat(people).filteredOn(who -> hasRole(PROPOSER_ROLE, who)).containsExactly(Network.address(PROPOSER));
        assertThat(hasRole(ADMIN_ROLE, contracts.address("TimelockController"))).isTrue();

        decideFirst();
        assertThat(network.deployer(plan, folder)
                        .preview(Network.address(DEPLOYER))
                        .steps())
                .noneMatch(Step.Awaited.class::isInstance);
        Verification verification = network.deployer(plan, folder).verify(Network.address(DEPLOYER));
        assertThat(verification.isGood()).as(verification.toString()).isTrue();
        assertThat(people)
                .filteredOn(who -> hasRole(PROPOSER_ROLE, who))
                .containsExactly(Network.address(PROPOSER), contracts.address("StakeGovernor"));
        assertThat(people).noneMatch(who -> hasRole(ADMIN_ROLE, who));
    }

    @Test
    void stakers_change_the_fee_after_the_multisig_has_left() {
        decideFirst();
        Plan handover = Plan.resource("io/gridwork/contracts/plans/gridwork-handover.yaml")
                .withAccounts(Map.of(
                        "proposer", Network.address(PROPOSER).toString(),
                        "timelock", contracts.address("TimelockController").toString(),
                        "stakeGovernor", contracts.address("StakeGovernor").toString()));
        Path other = folder.resolve("handover");
        Applied left = network.apply(handover, other, DEPLOYER);
        assertThat(left.awaited()).hasSize(2);
        for (Step.Awaited step : left.awaited()) Wallet.send(network, PROPOSER, step.call());
        assertThat(network.deployer(handover, other)
                        .verify(Network.address(DEPLOYER))
                        .isGood())
                .isTrue();
        assertThat(hasRole(PROPOSER_ROLE, Network.address(PROPOSER))).isFalse();
        assertThat(hasRole(CANCELLER_ROLE, Network.address(PROPOSER))).isFalse();

        enrol();
        List<Address> targets = List.of(contracts.address("JobEscrow"));
        List<Integer> values = List.of(0);
        List<Object> calls = List.of(contracts.call("JobEscrow", "setFee", 100).data());
        send(STAKER, "StakeGovernor", "propose", targets, values, calls, "a lower fee");
        Hash32 why = Keccak256.hash("a lower fee");
        Object id = contracts.read("StakeGovernor", "hashProposal", targets, values, calls, why);
        chain.passTime(Duration.ofDays(1).plusSeconds(1));
        send(STAKER, "StakeGovernor", "castVote", id, FOR);
        chain.passTime(Duration.ofDays(4).plusSeconds(1));
        send(STRANGER, "StakeGovernor", "queue", targets, values, calls, why);
        chain.passTime(Duration.ofDays(2));
        send(STRANGER, "StakeGovernor", "execute", targets, values, calls, why);
        assertThat(contracts.read("JobEscrow", "params")).asString().contains("100");
    }

    /** The decisions that the plan awaits: scheduled by the multisig, executed by anyone when they are due. */
    private void decideFirst() {
        List<Call> decisions =
                applied.awaited().stream().map(Step.Awaited::call).toList();
        long delay = Duration.ofDays(2).toSeconds();
        for (Call call : decisions) {
            send(
                    PROPOSER,
                    "TimelockController",
                    "schedule",
                    call.to(),
                    0,
                    call.data(),
                    Hash32.ZERO,
                    Hash32.ZERO,
                    delay);
        }
        chain.passTime(Duration.ofDays(2));
        for (Call call : decisions) {
            send(STRANGER, "TimelockController", "execute", call.to(), 0, call.data(), Hash32.ZERO, Hash32.ZERO);
        }
    }

    /** One node with more stake than the quorum's floor. */
    private void enrol() {
        Address staker = Network.address(STAKER);
        send(STAKER, "TestStake", "mint", staker, STAKE);
        send(STAKER, "TestStake", "approve", contracts.address("Vault"), STAKE);
        send(STAKER, "Vault", "deposit", contracts.address("TestStake"), staker, STAKE);
        send(STAKER, "Vault", "consent", contracts.address("NodeStaking"), true);
        List<Object> terms = List.of(
                Network.address(7),
                1,
                1,
                Hash32.ZERO,
                STAKE,
                contracts.address("JobEscrow"),
                contracts.address("Jury"),
                0);
        send(STAKER, "NodeStaking", "register", terms);
        send(STAKER, "NodeStaking", "setVoting", 1, true);
        chain.passTime(Duration.ofSeconds(2));
    }

    private boolean hasRole(Hash32 role, Address account) {
        return contracts.read("TimelockController", "hasRole", role, account).equals(AbiValue.Bool.TRUE);
    }

    private void send(int account, String contract, String function, Object... arguments) {
        Wallet.send(network, account, contracts.call(contract, function, arguments));
    }
}

package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.Call;
import io.gridwork.chain.Receipt;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.FreshReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} fails on a network that lacks what its users need, and says what, where, and what to do. */
@GridworkChain(perTest = true)
@UnderLoad
class NetworkRulesTest {
    private static final int DEPLOYER = 0;
    private static final Hash32 PROGRAM = Keccak256.hash("a vetted program");
    /** EIP-2935. */
    private static final String STORED_HASHES = "0x0000F90827F1C53a10cb7A02335B175320002935";

    @TempDir
    Path project;

    private final AnvilChain chain;
    private final Network network;
    private Map<String, String> accounts = Map.of();
    private Plan publicPlan = Plan.resource("io/gridwork/contracts/plans/gridwork.yaml");
    private Contracts contracts;

    NetworkRulesTest(AnvilChain chain) {
        this.chain = chain;
        network = Network.of(chain);
        contracts = new Contracts(network, Map.of());
    }

    @BeforeEach
    void tokens() {
        apply(Plan.parse("tokens.yaml", "plan: tokens\ncontracts: {TestStake: {}, TestUSDT: {}}"));
        accounts = Map.of(
                "proposer", Network.address(3).toString(),
                "treasury", Network.address(6).toString(),
                "stakeToken", contracts.address("TestStake").toString(),
                "paymentToken", contracts.address("TestUSDT").toString());
    }

    @Test
    void the_plans_as_they_are_have_all() {
        apply(publicPlan());
        assertThat(problems(publicPlan())).isEmpty();
        apply(Network.DEV);
        assertThat(problems(Network.DEV)).isEmpty();
    }

    @Test
    void a_guardian() {
        apply(publicPlan());
        decide("NodeStaking", "setGuardian", Address.ZERO);
        assertThat(problems(with("guardian", Address.ZERO)))
                .singleElement()
                .asString()
                .contains(
                        "NodeStaking.guardian is not [" + Address.ZERO,
                        "gridwork.yaml:",
                        "give the account `guardian`",
                        "NodeStaking.setGuardian");
        for (Address wrong : List.of(contracts.address("TimelockController"), Network.address(DEPLOYER))) {
            decide("NodeStaking", "setGuardian", wrong);
            assertThat(problems(with("guardian", wrong)))
                    .singleElement()
                    .asString()
                    .contains(wrong + " must not be");
        }
        assertThatThrownBy(() -> apply(Network.DEV.withAccounts(Map.of("guardian", Address.ZERO.toString()))))
                .isInstanceOf(ToolkitException.class)
                .hasMessageContainingAll("1 expectations do not hold", "NodeStaking.guardian", "gridwork-dev.yaml:");
    }

    @Test
    void a_bond_floor_for_each_class_with_a_vetted_program() {
        apply(publicPlan());
        vet(PROGRAM, true, 7);
        vet(Keccak256.hash("in the class that the plan names"), true, 1);
        assertThat(problems(publicPlan()))
                .singleElement()
                .asString()
                .contains(
                        "JobEscrow.bondFloorOf [7] is at least {perUnit: 1, base: 1}: perUnit: 0 is less than 1; base: 0",
                        "program " + PROGRAM + " is vetted for class 7",
                        "JobEscrow.setBondFloor");
        decide("JobEscrow", "setBondFloor", 7, List.of(1, 1));
        assertThat(problems(publicPlan())).isEmpty();
    }

    @Test
    void of_a_program_only_the_newest_listing_counts() {
        apply(publicPlan());
        vet(PROGRAM, true, 7);
        vet(PROGRAM, false, 0);
        assertThat(problems(publicPlan())).isEmpty();
        apply(Network.DEV);
        vet(PROGRAM, true, 7);
        assertThat(problems(Network.DEV)).singleElement().asString().contains("JobEscrow.bondFloorOf [7]");
    }

    @Test
    void a_seed_source_that_remembers_long_enough() {
        apply(publicPlan());
        chain.rpc().call("anvil_mine", "0x12c", "0x4");
        assertThat(problems(publicPlan())).isEmpty();
        chain.rpc().call("anvil_setCode", STORED_HASHES, "0x");
        assertThat(problems(publicPlan()))
                .singleElement()
                .asString()
                .contains("RandaoSeed.seed [", "SeedNotKnown(", "choose a shorter jurySeedWait", "EIP-2935");
    }

    @Test
    void a_random_seed_source() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("gridwork.root"), "contracts/plans/gridwork.yaml"));
        publicPlan =
                Plan.parse("gridwork.yaml", text.replace("RandaoSeed: {}", "RandaoSeed: {artifact: BlockHashSeed}"));
        apply(publicPlan());
        publicPlan = Plan.parse("gridwork.yaml", text);
        assertThat(problems(publicPlan()))
                .singleElement()
                .asString()
                .startsWith("ERROR  RandaoSeed is what the plan says: the artifact has changed");
    }

    @Test
    void tickets_as_old_as_the_cool_down_nine_jurors_and_windows_for_people() {
        Plan hasty = publicPlan()
                .withParameters(
                        Map.of("ticketAge", "2 s", "jurySize", "5", "juryReveal", "30 s", "jurySeedDelay", "2"));
        apply(hasty);
        assertThat(problems(hasty).stream().map(Object::toString))
                .satisfiesExactly(
                        age -> assertThat(age).contains("NodeStaking.ticketAge is at least 7 d: 2 is less than 7 d"),
                        size -> assertThat(size).contains("Jury.size is at least 9: 5 is less than 9", "jurySize 9"),
                        windows -> assertThat(windows)
                                .contains("seedDelay: 2 is less than 68", "reveal: 30 is less than 10 min"));
    }

    // ---- parts

    private Plan publicPlan() {
        return with("guardian", Network.address(5));
    }

    private Plan with(String account, Address address) {
        Map<String, String> all = new HashMap<>(accounts);
        all.put(account, address.toString());
        return publicPlan.withAccounts(all);
    }

    /** The plan, and what it leaves to other accounts. */
    private void apply(Plan plan) {
        Applied applied = network.apply(plan, project.resolve(plan.name()), DEPLOYER);
        contracts = new Contracts(network, applied);
        applied.awaited().forEach(step -> send(step.from(), step.call()));
    }

    private List<Verification.Finding> problems(Plan plan) {
        return network.deployer(plan, project.resolve(plan.name()))
                .verify(Network.address(DEPLOYER))
                .problems();
    }

    private void vet(Hash32 program, boolean vetted, int nodeClass) {
        decide("ProgramRegistry", "setProgram", program, List.of(vetted, nodeClass, vetted ? 1 : 0, Address.ZERO));
    }

    private void decide(String contract, String function, Object... arguments) {
        send((Address) contracts.read(contract, "governor"), contracts.call(contract, function, arguments));
    }

    /** From any account: anvil signs for it. */
    private void send(Address from, Call call) {
        chain.rpc().call("anvil_impersonateAccount", from.hex());
        chain.rpc().call("anvil_setBalance", from.hex(), "0xde0b6b3a7640000");
        String hash = chain.rpc()
                .callForString(
                        "eth_sendTransaction",
                        Map.of(
                                "from", from.hex(),
                                "to", Objects.requireNonNull(call.to()).hex(),
                                "data", call.data().hex()));
        Optional<Receipt> receipt = new FreshReads(network.client()).receipt(Hash32.parse(hash));
        assertThat(receipt)
                .hasValueSatisfying(found -> assertThat(found.succeeded()).isTrue());
    }
}

package io.gridwork.worker.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.ErrorSchema;
import io.gridwork.abi.Parameter;
import io.gridwork.contracts.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Every error that a requester, an operator or an owner can meet has a sentence. */
class ContractErrorsTest {
    /** Only governors, deployers and the contracts among each other meet these. */
    private static final Set<String> INTERNAL = Set.of(
            "AddressEmptyCode",
            "BadProgram",
            "BadSize",
            "BadTicketSize",
            "FailedCall",
            "InvalidShortString",
            "JuryIsChosen",
            "JuryOfAnother",
            "NotGovernor",
            "NotGuardian",
            "NotJury",
            "NotModule",
            "OutOfBounds",
            "PauseCoolingOff",
            "QuoteIsSet",
            "Reentered",
            "StringTooLong",
            "TooManyMarkets",
            "UnboundedLifetime",
            "VerifierHasNoCode",
            "VotesAreChosen");

    private static final Map<String, String> SAMPLES = Map.of(
            "uint8", "3",
            "uint16", "200",
            "uint32", "300",
            "uint40", "1795000000",
            "uint64", "12",
            "uint256", "1795000000",
            "bytes32", "0x" + "636c61696d57696e646f77" + "00".repeat(21),
            "address", "0x00000000000000000000000000000000000000aa");

    static Stream<ErrorSchema> errors() {
        return Stream.concat(Arrays.stream(Contracts.Name.values()).map(Contracts.Name::text), Stream.of("ISeedSource"))
                .flatMap(name -> abi(name).errors().stream())
                .distinct();
    }

    private static ContractAbi abi(String name) {
        String resource = "/io/gridwork/contracts/artifacts/" + name + ".json";
        try (InputStream in = ContractErrorsTest.class.getResourceAsStream(resource)) {
            return ContractAbi.parse(
                    JsonMapper.shared().readTree(in).required("abi").toString());
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorIsExplainedOrInternal(ErrorSchema error) {
        assertThat(ContractErrors.isExplained(error.name()))
                .as("contract-errors.properties has no sentence for %s, and it is not listed as internal", error.name())
                .isNotEqualTo(INTERNAL.contains(error.name()));
    }

    @Test
    void noNameIsOfAnErrorThatIsGone() {
        Set<String> names = errors().map(ErrorSchema::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).containsAll(INTERNAL).containsAll(ContractErrors.explained());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aSentenceHasItsValuesAndNotTheNameOfTheError(ErrorSchema error) {
        if (INTERNAL.contains(error.name())) return;
        String values = error.inputs().stream().map(ContractErrorsTest::sample).collect(Collectors.joining(", "));
        assertThat(ContractErrors.sentence(error.name() + "(" + values + ")"))
                .doesNotContain(error.name(), "{", "}", "[", "]", "(unknown)")
                .contains(". ");
    }

    private static String sample(Parameter input) {
        return input.name() + ": " + SAMPLES.get(input.type().canonical());
    }

    /** What {@code eligible} names, without values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "WrongState",
                "DeadlinePassed",
                "NotHired",
                "AlreadyNamed",
                "SeedUnknown",
                "NotYetEligible",
                "AllowanceUsedUp",
                "NotOperator",
                "WrongClass",
                "StakeTooYoung",
                "NotAlive",
                "InMaintenance",
                "NotEnoughFreeStake",
                "EntriesPaused",
                "PolicyRefused",
                "NotNeutral"
            })
    void anObstacleIsToldWithoutItsValues(String name) {
        assertThat(ContractErrors.sentence(name)).doesNotContain(name, "{", "[", "(unknown)");
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void aJobInTheWrongStateIsToldWithItsState(JobState state) {
        assertThat(ContractErrors.sentence("WrongState(jobId: 0x12, state: " + state.code() + ")"))
                .doesNotContain("WrongState", String.valueOf(state), "{");
    }

    @Test
    void valuesAreReadable() {
        assertThat(ContractErrors.sentence("WrongState(jobId: 0x12, state: 7)"))
                .isEqualTo("the job is already completed and paid. Nothing is left to do for it");
        assertThat(ContractErrors.sentence("StillUnbonding(nodeId: 4, unlockAt: 1795000000)"))
                .startsWith("the stake of node 4 can be collected from 2026-11-18T11:06:40Z on.");
        assertThat(ContractErrors.sentence(
                        "BadWindow(window: " + SAMPLES.get("bytes32") + ", value: 5, min: 10, max: 600)"))
                .startsWith("--claim-window is 5 s, and this network allows 10 to 600 s.");
        assertThat(ContractErrors.sentence("InMaintenance(nodeId: 4, from: 1795000000, until: 1099511627775)"))
                .startsWith("the node is in maintenance. ");
    }

    @Test
    void whatIsNoErrorOfTheContractsStaysAsItIs() {
        assertThat(ContractErrors.sentence("no reason given")).isEqualTo("no reason given");
        assertThat(ContractErrors.sentence("panic 0x11: arithmetic overflow")).startsWith("panic 0x11");
        assertThat(ContractErrors.sentence("NotModule(caller: 0x12)")).contains("NotModule(caller: 0x12)", "--debug");
    }
}

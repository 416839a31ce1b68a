package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java values have what the Solidity types have, in the same order: read from the Solidity sources themselves. */
class SolidityTypesTest {

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of("JobTypes.sol", JobState.values()),
                Arguments.of("JobTypes.sol", SeatState.values()),
                Arguments.of("JobTypes.sol", RefundReason.values()),
                Arguments.of("JobTypes.sol", EnergySource.values()),
                Arguments.of("JuryTypes.sol", DisputePhase.values()),
                Arguments.of("JuryTypes.sol", DisputeOutcome.values()),
                Arguments.of("NodeTypes.sol", SlashReason.values()));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void enums_have_the_constants_of_solidity_in_its_order(String file, Enum<?>[] constants) throws IOException {
        String name = constants[0].getDeclaringClass().getSimpleName().replaceFirst("^Dispute", "");
        List<String> solidity = Stream.of(body(file, "enum " + name).split(","))
                .map(String::strip)
                .map(constant -> constant.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT))
                .toList();
        assertThat(Arrays.stream(constants).map(Enum::name)).containsExactlyElementsOf(solidity);
    }

    @ParameterizedTest
    @ValueSource(classes = {JobOrder.class, JobSpec.class})
    void records_have_the_fields_of_solidity_in_its_order(Class<?> type) throws IOException {
        List<String> solidity = Pattern.compile("(\\w+);")
                .matcher(body("JobTypes.sol", "struct " + type.getSimpleName()))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyElementsOf(solidity);
    }

    @Test
    void a_number_the_contract_does_not_have_is_refused_with_a_hint() {
        assertThat(JobState.of(9)).isEqualTo(JobState.CANCELLED);
        assertThatThrownBy(() -> JobState.of(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JobState 10")
                .hasMessageContaining("0 to 9");
        assertThatThrownBy(() -> EnergySource.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String body(String file, String declaration) throws IOException {
        Path types = Path.of(System.getProperty("gridwork.root"), "contracts/src/types", file);
        String code = Files.readString(types).replaceAll("//[^\n]*", "");
        Matcher matcher = Pattern.compile(declaration + "\\s*\\{([^}]*)}").matcher(code);
        assertThat(matcher.find()).as(declaration + " in " + types).isTrue();
        return matcher.group(1);
    }
}

package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChainOptionsTest {

    private static Duration startLimit(Map<String, String> environment, Map<String, String> properties) {
        return ChainOptions.defaults(new Surroundings(environment, properties, Path.of("/")))
                .startLimit();
    }

    @Test
    void theStartLimitComesFromThePropertyElseTheEnvironmentElseTheDefault() {
        var environment = Map.of("GRIDWORK_START_TIMEOUT", "200");
        assertThat(startLimit(environment, Map.of("gridwork.startTimeout", "300")))
                .hasSeconds(300);
        assertThat(startLimit(environment, Map.of())).hasSeconds(200);
        assertThat(startLimit(Map.of(), Map.of())).hasSeconds(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "86401", "soon", "90s", "9999999999999"})
    void aWrongStartLimitIsRefusedWithTheBounds(String text) {
        assertThatThrownBy(() -> startLimit(Map.of("GRIDWORK_START_TIMEOUT", text), Map.of()))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll("\"" + text + "\"", "GRIDWORK_START_TIMEOUT", "1 to 86400");
    }
}

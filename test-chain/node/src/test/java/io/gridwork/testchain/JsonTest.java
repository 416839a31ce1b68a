package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @Property(tries = 500)
    void readsBackWhatItWrites(@ForAll("values") Object value) {
        assertThat(Json.parse(Json.write(value))).isEqualTo(value);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().map(s -> s),
                Arbitraries.bigDecimals().map(d -> d),
                Arbitraries.of(true, false).map(b -> b));
        Arbitrary<Object> list = leaf.list().ofMaxSize(4).map(l -> l);
        return Arbitraries.oneOf(
                leaf,
                list,
                Arbitraries.maps(Arbitraries.strings(), list).ofMaxSize(4).map(m -> m));
    }

    @Test
    void readsEscapesSpacesAndNumbers() {
        assertThat(Json.parse(" { \"a\" : [ 1 , -2.5e3, null ] , \"b\\u0041\\n\" : \"\\/\" } "))
                .isEqualTo(Map.of(
                        "a",
                        new java.util.ArrayList<>(
                                java.util.Arrays.asList(BigDecimal.ONE, new BigDecimal("-2.5e3"), null)),
                        "bA\n",
                        "/"));
        assertThat(Json.parse("[]")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "\"", "{\"a\"}", "tru", "1 2", "\"\\x\"", "{a:1}", "\"\\u12\"", "<html>"})
    void refusesWhatIsNotJsonWithThePosition(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON")
                .hasMessageContaining("position");
    }
}

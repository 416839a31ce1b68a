package io.gridwork.toolkit.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.toolkit.plan.Place;
import io.gridwork.toolkit.plan.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final Place HERE = new Place("plan.yaml", 7);
    private final Scope scope = new Scope();

    @BeforeEach
    void define() {
        scope.define("parameter.a", text("one"));
        scope.define("parameter.b", text("${parameter.a} two"));
        scope.define("parameter.list", new Value.Sequence(List.of(text("${parameter.b}")), HERE));
        scope.define("account.open", new Value.Nothing(HERE));
    }

    @Test
    void a_reference_stands_alone_or_inside_a_text() {
        assertThat(scope.expand(text("${parameter.b}, ${ parameter.a }"))).hasToString("one two, one");
        assertThat(scope.expand(text("${parameter.list}"))).hasToString("[one two]");
        Value.Mapping mapping = new Value.Mapping(new LinkedHashMap<>(Map.of("k", text("${parameter.list}"))), HERE);
        assertThat(scope.expand(mapping)).hasToString("{k: [one two]}");
        assertThat(scope.expand(text("costs $5 {not} $ {one}"))).hasToString("costs $5 {not} $ {one}");
    }

    @Test
    void an_expanded_value_keeps_the_place_of_the_reference() {
        assertThat(scope.expand(new Value.Text("${parameter.list}", new Place("plan.yaml", 99)))
                        .place())
                .hasToString("plan.yaml:99");
    }

    @Test
    void a_reference_to_nothing_is_named_with_what_is_known() {
        assertThatThrownBy(() -> scope.expand(text("${Vault.address}")))
                .hasMessageContaining("plan.yaml:7: ${Vault.address} stands for nothing here")
                .hasMessageContaining("parameter.a")
                .hasMessageContaining("above it only");
        assertThatThrownBy(() -> scope.expand(text("${account.open}"))).hasMessageContaining("must be given");
        assertThatThrownBy(() -> scope.expand(text("x ${parameter.list}"))).hasMessageContaining("inside a text");
    }

    @Test
    void a_reference_that_is_not_closed_is_no_text() {
        for (String text : List.of("${Vault.address", "a ${parameter.a} ${b", "$${")) {
            assertThatThrownBy(() -> scope.expand(text(text)))
                    .hasMessageContainingAll("plan.yaml:7", "\"" + text + "\"", "write ${name}");
        }
    }

    private static Value text(String text) {
        return new Value.Text(text, HERE);
    }
}

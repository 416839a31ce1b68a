package io.gridwork.toolkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plan in the README is one. */
class ReadmeTest {
    @Test
    void the_example_is_a_plan() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("gridwork.root"), "contracts/toolkit/README.md"));
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(example.find()).isTrue();
        Plan plan = Plan.parse("README.md", example.group(1));
        assertThat(plan.contracts()).extracting(ContractStep::name).containsExactly("Math", "Shop", "Token");
        assertThat(plan.calls()).hasSize(1);
        assertThat(plan.expectations()).hasSize(4);
        assertThat(plan.network())
                .hasValueSatisfying(network -> assertThat(network.tokens()).containsKey("USDT"));
    }
}

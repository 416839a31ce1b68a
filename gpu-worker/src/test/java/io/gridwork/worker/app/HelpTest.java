package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whoever types --help behind any command is helped. */
class HelpTest {
    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(List<String> words) {
        StringWriter out = new StringWriter();
        String[] typed = Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);

        int code = Main.commandLine(Map.of()).setOut(new PrintWriter(out)).execute(typed);

        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: gridwork " + String.join(" ", words));
    }

    /** The launcher sets these for itself; an option of that name would take its value from them. */
    @Test
    void noOptionIsNamedAfterAVariableOfTheLauncher() {
        assertThat(Settings.names(Main.commandLine(Map.of())).stream().map(Settings::variable))
                .doesNotContain("GRIDWORK_ROOT", "GRIDWORK_JAVA_OPTIONS", "GRIDWORK_ANVIL", "GRIDWORK_CHAIN");
    }

    static List<List<String>> commands() {
        List<List<String>> found = new ArrayList<>();
        collect(Main.commandLine(Map.of()), List.of(), found);
        return found;
    }

    private static void collect(CommandLine command, List<String> words, List<List<String>> found) {
        if (!words.isEmpty()) {
            found.add(words);
        }
        command.getSubcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(words);
            longer.add(name);
            collect(sub, List.copyOf(longer), found);
        });
    }
}

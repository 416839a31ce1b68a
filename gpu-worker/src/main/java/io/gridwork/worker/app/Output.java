package io.gridwork.worker.app;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a command says on standard output: lines for people, or one JSON object. */
final class Output {
    private final PrintWriter out;
    private final boolean json;

    Output(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** The same facts twice: all of them for machines, the text for people. */
    void say(Map<String, ?> facts, String text) {
        out.println(json ? JsonMapper.shared().writeValueAsString(facts) : harmless(text));
        out.flush();
    }

    /** Without control characters: addresses come from strangers, and a terminal obeys escape sequences. */
    static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n\t\r]]", "?");
    }

    /** Facts by name, one a line. */
    void table(Map<String, ?> facts) {
        table(facts, Map.of());
    }

    /** @param words what people read in place of some of the facts */
    void table(Map<String, ?> facts, Map<String, String> words) {
        Map<String, Object> shown = new LinkedHashMap<>(facts);
        shown.putAll(words);
        say(facts, aligned(shown));
    }

    /** A name and a value a line, the values below each other. */
    static String aligned(Map<String, ?> lines) {
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        lines.forEach((name, value) -> text.append(String.format("%-" + width + "s  %s%n", name, value)));
        return text.toString().stripTrailing();
    }
}

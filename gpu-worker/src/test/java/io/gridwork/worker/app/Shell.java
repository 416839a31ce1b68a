package io.gridwork.worker.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Types commands as a user does, and reads what they say. */
final class Shell {
    private final List<String> always;

    /** @param always options added to every command */
    Shell(String... always) {
        this.always = List.of(always);
    }

    /** What a command answered. */
    record Answer(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    Answer type(String... words) {
        return type(Map.of(), words);
    }

    Answer type(Map<String, String> environment, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(always);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                arguments.toArray(String[]::new), environment, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Answer(code, out.toString(), err.toString());
    }
}

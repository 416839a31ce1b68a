package io.gridwork.indexer.app;

import io.gridwork.indexer.event.Refusal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where each key of a YAML file stands, for messages: {@code index.yaml line 12, contracts[1].address}. */
final class ConfigPlaces {
    private static final Pattern MARKED_PROBLEM = Pattern.compile("(.*)\\n\\s*in reader, line (\\d+)");

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();

    private ConfigPlaces(@Nullable Path file) {
        this.file = file == null ? "the configuration" : file.toString();
    }

    static ConfigPlaces none() {
        return new ConfigPlaces(null);
    }

    /** @throws Refusal when it is no YAML */
    @SuppressWarnings("MissingSummary")
    static ConfigPlaces of(Path file, YAMLMapper yaml) {
        ConfigPlaces places = new ConfigPlaces(file);
        try (JsonParser parser = yaml.createParser(file)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String path = dotted(parser.streamReadContext().pathAsPointer().toString());
                places.lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
            }
        } catch (JacksonException e) {
            throw notYaml(file, e);
        }
        return places;
    }

    /** The parser says first what it was at, then the problem and its line, each with a part of the file. */
    private static Refusal notYaml(Path file, JacksonException failure) {
        int line = failure.getLocation().getLineNr();
        String problem = failure.getOriginalMessage();
        Matcher marked = MARKED_PROBLEM.matcher(problem);
        while (marked.find()) {
            problem = marked.group(1);
            line = Integer.parseInt(marked.group(2));
        }
        return new Refusal(file + " line " + line + ": not YAML: " + problem, failure);
    }

    /** From {@code /contracts/1/address}. */
    private static String dotted(String pointer) {
        return pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
    }

    /** The place of a key, such as {@code contracts[1].address}; of what it is in, where the key is not there. */
    String at(String key) {
        String shown = key;
        while (!shown.isEmpty() && !lines.containsKey(shown)) {
            shown = shown.replaceFirst("(\\.[^.\\[\\]]*|\\[\\d+]|^[^.\\[\\]]*)$", "");
        }
        Integer line = lines.get(shown);
        return file + (line == null || shown.isEmpty() ? "" : " line " + line) + ", " + key;
    }

    /** What to say of a file whose values do not fit. */
    Refusal refused(JacksonException failure, String reason) {
        StringBuilder key = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                key.append('[').append(step.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return new Refusal(at(key.toString()) + ": " + reason, failure);
    }
}

package io.gridwork.toolkit.plan;

import io.gridwork.toolkit.ToolkitException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** YAML, and with it JSON, to {@link Value}s. One document, no duplicate keys, no aliases. */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final String source;

    private YamlReader(String source) {
        this.source = source;
    }

    /** @throws ToolkitException naming the line that is no YAML */
    static Value read(String source, String text) {
        YamlReader reader = new YamlReader(source);
        try (JsonParser yaml = YAML.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = yaml.nextToken();
            if (first == null) throw new Place(source, 0).error("the file is empty");
            Value value = reader.value(yaml, first);
            if (yaml.nextToken() != null) throw reader.place(yaml).error("a second document; a plan is one document");
            return value;
        } catch (JacksonException malformed) {
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            String reason = String.valueOf(malformed.getOriginalMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new Place(source, line).error("not YAML: " + reason, malformed);
        }
    }

    private Value value(JsonParser yaml, JsonToken token) {
        Place place = place(yaml);
        return switch (token) {
            case START_OBJECT -> mapping(yaml, place);
            case START_ARRAY -> sequence(yaml, place);
            case VALUE_NULL -> new Value.Nothing(place);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new Value.Text(yaml.getString(), place);
            default -> throw place.error("a YAML alias or tag, which plans do not use; write the value out");
        };
    }

    private Value mapping(JsonParser yaml, Place place) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        for (String name = yaml.nextName(); name != null; name = yaml.nextName()) {
            Place at = place(yaml);
            if (fields.put(name, value(yaml, yaml.nextToken())) != null) throw at.error("a second \"" + name + "\"");
        }
        return new Value.Mapping(fields, place);
    }

    private Value sequence(JsonParser yaml, Place place) {
        List<Value> elements = new ArrayList<>();
        for (JsonToken token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
            elements.add(value(yaml, token));
        }
        return new Value.Sequence(elements, place);
    }

    private Place place(JsonParser yaml) {
        return new Place(source, yaml.currentTokenLocation().getLineNr());
    }
}

package io.gridwork.toolkit.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The fields of one mapping in a plan, each read once; what is left at the end is unknown and refused. */
final class Fields {
    private final String what;
    private final Place place;
    private final SequencedMap<String, Value> left;
    private final List<String> known = new ArrayList<>();

    Fields(String what, Value value) {
        this.what = what;
        this.place = value.place();
        this.left = switch (value) {
            case Value.Mapping(SequencedMap<String, Value> fields, Place _) -> new LinkedHashMap<>(fields);
            case Value.Nothing _ -> new LinkedHashMap<>();
            default -> throw place.error(what + " is a mapping, and this is \"" + value + "\"");
        };
    }

    Place place() {
        return place;
    }

    /** Null where the field is absent or empty. */
    @Nullable Value optional(String name) {
        known.add(name);
        Value value = left.remove(name);
        return value instanceof Value.Nothing ? null : value;
    }

    Value required(String name) {
        Value value = optional(name);
        if (value == null) throw place.error(what + " has no \"" + name + "\"");
        return value;
    }

    String text(String name) {
        return text(name, required(name));
    }

    String text(String name, String otherwise) {
        Value value = optional(name);
        return value == null ? otherwise : text(name, value);
    }

    List<Value> list(String name) {
        return switch (optional(name)) {
            case null -> List.of();
            case Value.Sequence(List<Value> elements, Place _) -> elements;
            case Value other -> throw other.place().error("\"" + name + "\" is a list, and this is \"" + other + "\"");
        };
    }

    /** Empty values are kept: {@link Value.Nothing}. */
    SequencedMap<String, Value> map(String name) {
        return switch (optional(name)) {
            case null -> new LinkedHashMap<>();
            case Value.Mapping(SequencedMap<String, Value> fields, Place _) -> fields;
            case Value other ->
                throw other.place().error("\"" + name + "\" is a mapping, and this is \"" + other + "\"");
        };
    }

    void end() {
        for (Map.Entry<String, Value> unknown : left.entrySet()) {
            throw unknown.getValue()
                    .place()
                    .error(what + " has no field \"" + unknown.getKey() + "\"; it has " + String.join(", ", known));
        }
    }

    private static String text(String name, Value value) {
        if (value instanceof Value.Text(String text, Place place)) {
            if (!text.contains("${") || name.equals("description")) return text;
            throw place.error("\"" + name + "\" is \"" + text
                    + "\": placeholders are not replaced here; write out what it stands for");
        }
        throw value.place().error("\"" + name + "\" is a text, and this is \"" + value + "\"");
    }
}

package io.gridwork.toolkit.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A value as the plan file writes it, with its place. Scalars stay texts: YAML would read an address as a number and lose its zeros.
 */
public sealed interface Value {
    Place place();

    record Text(String text, Place place) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    record Sequence(List<Value> elements, Place place) implements Value {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.toString();
        }
    }

    record Mapping(SequencedMap<String, Value> fields, Place place) implements Value {
        public Mapping {
            fields = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** A key without a value. */
    record Nothing(Place place) implements Value {
        @Override
        public String toString() {
            return "nothing";
        }
    }
}

package io.gridwork.toolkit.value;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Parameter;
import io.gridwork.toolkit.plan.Place;
import io.gridwork.toolkit.plan.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** Compares what a view function answered with what a plan expects. */
public final class Answers {
    private final ArgumentReader reader;

    public Answers(ArgumentReader reader) {
        this.reader = reader;
    }

    /**
     * What differs, as {@code name: actual instead of expected}; empty when the answer is as expected. Of a mapping only the named components
     * count.
     *
     * @throws io.gridwork.toolkit.ToolkitException if the expected value does not fit the answer's type
     */
    public List<String> differences(String what, List<Parameter> outputs, List<AbiValue> answer, Value expected) {
        List<String> differences = new ArrayList<>();
        Value wanted = reader.expand(expected);
        if (outputs.size() == 1) {
            compare("", what, outputs.getFirst().type(), answer.getFirst(), wanted, differences);
        } else {
            compare("", what, new AbiType.Tuple(outputs), new AbiValue.Tuple(answer), wanted, differences);
        }
        return differences;
    }

    private void compare(
            String path, String what, AbiType type, AbiValue actual, Value expected, List<String> differences) {
        if (type instanceof AbiType.Tuple(List<Parameter> components)
                && expected instanceof Value.Mapping(SequencedMap<String, Value> fields, Place place)) {
            fields.forEach((name, value) -> {
                int index = indexOf(what, components, name, place);
                compare(
                        path + name + ": ",
                        what + "." + name,
                        components.get(index).type(),
                        actual.toList().get(index),
                        value,
                        differences);
            });
        } else if (!same(actual, reader.read(what, type, expected))) {
            differences.add(path + actual + " instead of " + expected);
        }
    }

    private static int indexOf(String what, List<Parameter> components, String name, Place place) {
        for (int i = 0; i < components.size(); i++) {
            if (ArgumentReader.nameOf(components.get(i)).equals(name)) return i;
        }
        throw place.error(what + " answers no \"" + name + "\"; it answers "
                + components.stream().map(ArgumentReader::nameOf).toList());
    }

    private static boolean same(AbiValue actual, Object expected) {
        return switch (expected) {
            case BigInteger number -> actual.toInteger().equals(number);
            case Address address -> actual.equals(address);
            case Bytes bytes -> actual instanceof Hash32 hash ? hash.toBytes().equals(bytes) : actual.equals(bytes);
            case List<?> list -> sameElements(actual.toList(), list);
            default -> actual.toString().equals(expected.toString());
        };
    }

    private static boolean sameElements(List<AbiValue> actual, List<?> expected) {
        if (actual.size() != expected.size()) return false;
        for (int i = 0; i < actual.size(); i++) {
            if (!same(actual.get(i), expected.get(i))) return false;
        }
        return true;
    }
}

package io.gridwork.toolkit.value;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Parameter;
import io.gridwork.toolkit.plan.Comparison;
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
     * What is wrong, such as {@code name: 5 instead of 6}; empty when the answer is as expected. Of a mapping only the named components count.
     *
     * @throws io.gridwork.toolkit.ToolkitException if the expected value does not fit the answer's type
     */
    public List<String> differences(
            String what, List<Parameter> outputs, List<AbiValue> answer, Comparison comparison, Value expected) {
        List<String> differences = new ArrayList<>();
        Value wanted = reader.expand(expected);
        if (outputs.size() == 1) {
            compare("", what, outputs.getFirst().type(), answer.getFirst(), comparison, wanted, differences);
        } else {
            compare("", what, new AbiType.Tuple(outputs), new AbiValue.Tuple(answer), comparison, wanted, differences);
        }
        return differences;
    }

    private void compare(
            String path,
            String what,
            AbiType type,
            AbiValue actual,
            Comparison comparison,
            Value expected,
            List<String> differences) {
        if (type instanceof AbiType.Tuple(List<Parameter> components)
                && expected instanceof Value.Mapping(SequencedMap<String, Value> fields, Place place)) {
            fields.forEach((name, value) -> {
                int index = indexOf(what, components, name, place);
                compare(
                        path + name + ": ",
                        what + "." + name,
                        components.get(index).type(),
                        actual.toList().get(index),
                        comparison,
                        value,
                        differences);
            });
        } else {
            String difference = difference(what, type, actual, comparison, expected);
            if (!difference.isEmpty()) differences.add(path + actual + difference);
        }
    }

    /** What is wrong with the answer; empty when nothing is. */
    private String difference(String what, AbiType type, AbiValue actual, Comparison comparison, Value expected) {
        return switch (comparison) {
            case IS -> same(actual, reader.read(what, type, expected)) ? "" : " instead of " + expected;
            case IS_NOT ->
                choices(type, expected).stream().anyMatch(each -> same(actual, reader.read(what, type, each)))
                        ? " must not be"
                        : "";
            case AT_LEAST -> compare(what, type, actual, expected) >= 0 ? "" : " is less than " + expected;
            case AT_MOST -> compare(what, type, actual, expected) <= 0 ? "" : " is more than " + expected;
        };
    }

    private static List<Value> choices(AbiType type, Value expected) {
        boolean several = expected instanceof Value.Sequence && !(type instanceof AbiType.Array);
        return several ? ((Value.Sequence) expected).elements() : List.of(expected);
    }

    private int compare(String what, AbiType type, AbiValue actual, Value expected) {
        if (reader.read(what, type, expected) instanceof BigInteger number)
            return actual.toInteger().compareTo(number);
        throw expected.place().error(what + " answers " + type.canonical() + ", which is neither less nor more");
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

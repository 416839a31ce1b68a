package io.gridwork.indexer.decode;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Parameter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An array as JSON. Integers whose type has more than 48 bits are strings, since readers of JSON keep 53; tuples are
 * objects where every component has a name of its own, else arrays.
 */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int WIDEST_NUMBER = 48;

    private JsonText() {}

    static String of(AbiType type, AbiValue value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, type, value);
        }
        return text.toString();
    }

    static boolean isUtf8(AbiValue value) {
        return switch (value) {
            case AbiValue.Text text -> text.isUtf8();
            case AbiValue.Array(List<AbiValue> elements) -> elements.stream().allMatch(JsonText::isUtf8);
            case AbiValue.Tuple(List<AbiValue> components) ->
                components.stream().allMatch(JsonText::isUtf8);
            default -> true;
        };
    }

    private static void write(JsonGenerator json, AbiType type, AbiValue value) {
        switch (value) {
            case AbiValue.Bool(boolean bool) -> json.writeBoolean(bool);
            case AbiValue.Int(long number) when bitsOf(type) <= WIDEST_NUMBER -> json.writeNumber(number);
            case AbiValue.Array(List<AbiValue> elements) -> {
                AbiType element = ((AbiType.Array) type).element();
                json.writeStartArray();
                elements.forEach(each -> write(json, element, each));
                json.writeEndArray();
            }
            case AbiValue.Tuple(List<AbiValue> components) ->
                writeTuple(json, ((AbiType.Tuple) type).components(), components);
            case Address address -> json.writeString(address.hex());
            default -> json.writeString(value.toString());
        }
    }

    private static void writeTuple(JsonGenerator json, List<Parameter> parameters, List<AbiValue> values) {
        Set<String> names = new HashSet<>();
        boolean named =
                parameters.stream().allMatch(parameter -> !parameter.name().isEmpty() && names.add(parameter.name()));
        if (named) {
            json.writeStartObject();
        } else {
            json.writeStartArray();
        }
        for (int i = 0; i < values.size(); i++) {
            if (named) json.writeName(parameters.get(i).name());
            write(json, parameters.get(i).type(), values.get(i));
        }
        if (named) {
            json.writeEndObject();
        } else {
            json.writeEndArray();
        }
    }

    private static int bitsOf(AbiType type) {
        return switch (type) {
            case AbiType.Uint(int bits) -> bits;
            case AbiType.Int(int bits) -> bits;
            default -> Integer.MAX_VALUE;
        };
    }
}

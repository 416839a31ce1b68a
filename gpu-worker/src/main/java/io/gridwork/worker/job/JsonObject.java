package io.gridwork.worker.job;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A JSON object that is read member by member and refuses what nobody asked for. Every message names the path. */
final class JsonObject {
    private final String path;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    JsonObject(String path, JsonNode node) {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new BadManifestException(path.isEmpty() ? "text" : path, "is not a JSON object");
        }
    }

    String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** To be called last. @throws BadManifestException naming a member that was never read */
    void end() {
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                throw new BadManifestException(place(name), "is not known in " + Manifest.FORMAT + ": remove it");
            }
        }
    }

    Optional<JsonNode> optional(String name) {
        read.add(name);
        return Optional.ofNullable(node.get(name));
    }

    private JsonNode required(String name) {
        return optional(name).orElseThrow(() -> new BadManifestException(place(name), "is missing"));
    }

    String text(String name) {
        return text(place(name), required(name));
    }

    private static String text(String place, JsonNode value) {
        if (!value.isString()) {
            throw new BadManifestException(place, "is " + value + ": give a string");
        }
        return value.stringValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            texts.add(text(place(name) + "[" + texts.size() + "]", element));
        }
        return texts;
    }

    long number(String name, long max) {
        return number(place(name), required(name), max);
    }

    private static long number(String place, JsonNode value, long max) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > max) {
            throw new BadManifestException(place, "is " + value + ": give an integer from 0 to " + max);
        }
        return value.longValue();
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode element : array(name)) {
            numbers.add(number(place(name) + "[" + numbers.size() + "]", element, Long.MAX_VALUE));
        }
        return numbers;
    }

    BigInteger integer(String name, boolean asText) {
        JsonNode value = required(name);
        if (asText && value.isString() && value.stringValue().matches("-?[0-9]{1,20}")) {
            return new BigInteger(value.stringValue());
        }
        if (!asText && value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        throw new BadManifestException(
                place(name),
                "is " + value + ": give an integer" + (asText ? " in quotes, since JSON numbers hold 53 bits" : ""));
    }

    JsonObject object(String name) {
        return new JsonObject(place(name), required(name));
    }

    List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(new JsonObject(place(name) + "[" + objects.size() + "]", element));
        }
        return objects;
    }

    private JsonNode array(String name) {
        JsonNode value = required(name);
        if (!value.isArray()) {
            throw new BadManifestException(place(name), "is " + value + ": give an array");
        }
        return value;
    }
}

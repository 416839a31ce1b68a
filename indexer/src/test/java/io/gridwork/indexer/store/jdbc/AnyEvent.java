package io.gridwork.indexer.store.jdbc;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.indexer.bench.CannedChain;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of any types, a log of it, and what its columns should hold: made from random numbers, without the code under
 * test.
 *
 * @param expected Long, String, or a JsonNode for an array, column by column
 */
record AnyEvent(ContractAbi abi, LogEntry log, List<Object> expected) {
    private static final List<String> NAMES = List.of(
            "from",
            "to",
            "value",
            "value_real",
            "Value",
            "order",
            "",
            "_x",
            "x",
            "address",
            "block_number",
            "txHash",
            "select");
    private static final int DEEPEST = 3;

    /** A value of a type: as JSON ABI, as an argument of the encoder, and as a column or JSON should show it. */
    private record Sample(
            String type,
            String components,
            Object argument,
            Object stored,
            JsonNode json,
            List<Object> columns,
            boolean dynamic) {}

    static AnyEvent of(Random random) {
        List<String> inputs = new ArrayList<>();
        List<Object> plain = new ArrayList<>();
        List<String> plainTypes = new ArrayList<>();
        List<Hash32> topics = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            Sample sample = sample(random, 0);
            boolean indexed = topics.size() < 3 && random.nextInt(3) == 0;
            inputs.add(input(NAMES.get(random.nextInt(NAMES.size())), sample, indexed));
            if (!indexed) {
                plain.add(sample.argument());
                plainTypes.add(input("p" + i, sample, false));
                expected.addAll(sample.columns());
            } else if (sample.dynamic()) {
                Hash32 hash = Hash32.of(bytes(random, 32));
                topics.add(hash);
                expected.add(hash.hex());
            } else {
                topics.add(encode(List.of(input("p", sample, false)), List.of(sample.argument()))
                        .hashAt(0));
                expected.addAll(sample.columns());
            }
        }
        ContractAbi abi = ContractAbi.parse(
                "[{\"type\":\"event\",\"name\":\"Any\",\"inputs\":[" + String.join(",", inputs) + "]}]");
        topics.addFirst(abi.event("Any").topic0());
        LogEntry log = new LogEntry(
                CannedChain.TOKEN,
                topics,
                encode(plainTypes, plain),
                7,
                Hash32.ZERO,
                null,
                Hash32.of(bytes(random, 32)),
                1,
                2,
                false);
        return new AnyEvent(abi, log, expected);
    }

    private static Bytes encode(List<String> inputs, List<Object> arguments) {
        ContractAbi abi = ContractAbi.parse("[{\"type\":\"function\",\"name\":\"f\",\"outputs\":[],\"inputs\":["
                + String.join(",", inputs) + "]}]");
        Bytes call = abi.function("f").encode(arguments.toArray());
        return call.slice(4, call.size() - 4);
    }

    private static String input(String name, Sample sample, boolean indexed) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + sample.type() + "\",\"indexed\":" + indexed
                + (sample.components().isEmpty() ? "" : ",\"components\":" + sample.components()) + "}";
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Sample sample(Random random, int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 10 : 7)) {
            case 0 -> integer(random, false);
            case 1 -> integer(random, true);
            case 2 -> {
                boolean value = random.nextBoolean();
                yield leaf("bool", value, value ? 1L : 0L, JsonNodeFactory.instance.booleanNode(value), false);
            }
            case 3 -> {
                Address value = Address.of(bytes(random, 20));
                yield text("address", value, value.hex(), false);
            }
            case 4 -> {
                Bytes value = Bytes.wrap(bytes(random, 1 + random.nextInt(32)));
                yield text("bytes" + value.size(), value, value.hex(), false);
            }
            case 5 -> {
                Bytes value = Bytes.wrap(bytes(random, random.nextInt(70)));
                yield text("bytes", value, value.hex(), true);
            }
            case 6 -> {
                String value = random.ints(random.nextInt(40), 0, 0xD800)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
                yield text("string", value, value, true);
            }
            case 7 -> tuple(random, depth);
            default -> array(random, depth);
        };
    }

    private static Sample leaf(String type, Object argument, Object stored, JsonNode json, boolean dynamic) {
        return new Sample(type, "", argument, stored, json, List.of(stored), dynamic);
    }

    private static Sample text(String type, Object argument, String stored, boolean dynamic) {
        return leaf(type, argument, stored, JsonNodeFactory.instance.stringNode(stored), dynamic);
    }

    private static Sample integer(Random random, boolean signed) {
        int bits = 8 * (1 + random.nextInt(32));
        BigInteger value =
                new BigInteger(random.nextInt(4) == 0 ? random.nextInt(bits) : signed ? bits - 1 : bits, random);
        if (random.nextInt(8) == 0)
            value = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        if (signed && random.nextBoolean()) value = value.not();
        Object stored = bits <= (signed ? 64 : 56) ? (Object) value.longValueExact() : value.toString();
        JsonNode json = bits <= 48
                ? JsonNodeFactory.instance.numberNode(value.longValueExact())
                : JsonNodeFactory.instance.stringNode(value.toString());
        return leaf((signed ? "int" : "uint") + bits, value, stored, json, false);
    }

    private static Sample tuple(Random random, int depth) {
        List<Sample> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            parts.add(sample(random, depth + 1));
        }
        boolean named = random.nextBoolean();
        List<String> inputs = new ArrayList<>();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Object> columns = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            inputs.add(input(named ? "part" + i : "", parts.get(i), false));
            object.set("part" + i, parts.get(i).json());
            array.add(parts.get(i).json());
            columns.addAll(parts.get(i).columns());
        }
        return new Sample(
                "tuple",
                "[" + String.join(",", inputs) + "]",
                parts.stream().map(Sample::argument).toList(),
                "",
                named ? object : array,
                columns,
                true);
    }

    private static Sample array(Random random, int depth) {
        long seed = random.nextLong();
        Sample shape = sample(new Random(seed), depth + 1);
        int length = random.nextInt(4);
        boolean fixed = length > 0 && random.nextBoolean();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            json.add(shape.json());
            arguments.add(shape.argument());
        }
        return new Sample(
                shape.type() + (fixed ? "[" + length + "]" : "[]"),
                shape.components(),
                arguments,
                "",
                json,
                List.of(json),
                true);
    }

    /** As it should be compared: JSON by its tree. */
    static Object comparable(Object expected, Object value) {
        return expected instanceof JsonNode ? JsonMapper.shared().readTree(value.toString()) : value;
    }
}

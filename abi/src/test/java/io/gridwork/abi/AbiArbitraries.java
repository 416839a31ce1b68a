package io.gridwork.abi;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random types of the ABI, nested, and random values of them. */
final class AbiArbitraries {
    private static final int DEEPEST = 3;

    private AbiArbitraries() {}

    /** A list of typed values, as an event or a function has. */
    record Typed(List<Parameter> parameters, List<AbiValue> values) {}

    static Arbitrary<Typed> typed(boolean someIndexed) {
        return types().list()
                .ofMinSize(0)
                .ofMaxSize(6)
                .flatMap(types -> indexes(types.size(), someIndexed).flatMap(indexed -> {
                    List<Parameter> parameters = new ArrayList<>();
                    List<Arbitrary<AbiValue>> values = new ArrayList<>();
                    for (int i = 0; i < types.size(); i++) {
                        parameters.add(new Parameter("p" + i, types.get(i), indexed.contains(i)));
                        values.add(parameters.get(i).isHashed() ? hashes() : values(types.get(i)));
                    }
                    return Combinators.combine(values).as(all -> new Typed(parameters, all));
                }));
    }

    private static Arbitrary<java.util.Set<Integer>> indexes(int count, boolean someIndexed) {
        if (!someIndexed || count == 0) return Arbitraries.just(java.util.Set.of());
        return Arbitraries.integers().between(0, count - 1).set().ofMaxSize(Math.min(3, count));
    }

    static Arbitrary<AbiType> types() {
        return types(DEEPEST);
    }

    private static Arbitrary<AbiType> types(int depth) {
        Arbitrary<AbiType> leaves = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 32).map(n -> new AbiType.Uint(8 * n)),
                Arbitraries.integers().between(1, 32).map(n -> new AbiType.Int(8 * n)),
                Arbitraries.integers().between(1, 32).map(n -> new AbiType.FixedBytes(n, false)),
                Arbitraries.of(
                        new AbiType.Bool(),
                        new AbiType.AddressType(),
                        new AbiType.FixedBytes(24, true),
                        new AbiType.DynamicBytes(),
                        new AbiType.Text()));
        if (depth == 0) return leaves;
        Arbitrary<AbiType> arrays = Combinators.combine(
                        types(depth - 1), Arbitraries.of(AbiType.Array.DYNAMIC, AbiType.Array.DYNAMIC, 1, 2, 3))
                .as(AbiType.Array::new);
        Arbitrary<AbiType> tuples = types(depth - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(types -> {
                    List<Parameter> components = new ArrayList<>();
                    for (AbiType type : types) components.add(new Parameter("", type, false));
                    return new AbiType.Tuple(components);
                });
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, leaves),
                net.jqwik.api.Tuple.of(2, arrays),
                net.jqwik.api.Tuple.of(2, tuples));
    }

    static Arbitrary<AbiValue> values(AbiType type) {
        return switch (type) {
            case AbiType.Uint(int bits) ->
                integers(BigInteger.ZERO, max(bits))
                        .map(number -> bits <= 56 ? new AbiValue.Int(number.longValueExact()) : Uint256.of(number));
            case AbiType.Int(int bits) ->
                integers(max(bits - 1).not(), max(bits - 1))
                        .map(number -> bits <= 64 ? new AbiValue.Int(number.longValueExact()) : Int256.of(number));
            case AbiType.Bool() -> Arbitraries.of(AbiValue.Bool.TRUE, AbiValue.Bool.FALSE);
            case AbiType.AddressType() -> bytes(20, 20).map(Address::of);
            case AbiType.FixedBytes(int size, boolean _) when size == 32 -> hashes();
            case AbiType.FixedBytes(int size, boolean _) -> bytes(size, size).map(Bytes::copyOf);
            case AbiType.DynamicBytes() -> bytes(0, 70).map(Bytes::copyOf);
            case AbiType.Text() ->
                Arbitraries.strings()
                        .ofMaxLength(40)
                        .map(text -> new AbiValue.Text(Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8))));
            case AbiType.Array(AbiType element, int length) ->
                values(element)
                        .list()
                        .ofMinSize(Math.max(0, length))
                        .ofMaxSize(length < 0 ? 4 : length)
                        .map(AbiValue.Array::new);
            case AbiType.Tuple(List<Parameter> components) ->
                Combinators.combine(components.stream()
                                .map(component -> values(component.type()))
                                .toList())
                        .as(AbiValue.Tuple::new);
        };
    }

    private static Arbitrary<AbiValue> hashes() {
        return bytes(32, 32).map(Hash32::of);
    }

    private static Arbitrary<BigInteger> integers(BigInteger low, BigInteger high) {
        return Arbitraries.bigIntegers().between(low, high);
    }

    private static BigInteger max(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    private static Arbitrary<byte[]> bytes(int shortest, int longest) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(shortest).ofMaxSize(longest);
    }
}

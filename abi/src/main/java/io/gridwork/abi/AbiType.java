package io.gridwork.abi;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.ArrayType;
import com.esaulpaugh.headlong.abi.TupleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A type of the Solidity ABI.
 *
 * @see <a href="https://docs.soliditylang.org/en/latest/abi-spec.html">Contract ABI Specification</a>
 */
public sealed interface AbiType {
    record Uint(int bits) implements AbiType {}

    record Int(int bits) implements AbiType {}

    record Bool() implements AbiType {}

    record AddressType() implements AbiType {}

    /** {@code bytes1…bytes32}, and {@code function}, which is encoded as bytes24. */
    record FixedBytes(int size, boolean isFunction) implements AbiType {}

    record DynamicBytes() implements AbiType {}

    record Text() implements AbiType {}

    /** {@code T[]} when {@code length} is {@link #DYNAMIC}, else {@code T[length]}. */
    record Array(AbiType element, int length) implements AbiType {
        public static final int DYNAMIC = -1;
    }

    record Tuple(List<Parameter> components) implements AbiType {
        public Tuple {
            components = List.copyOf(components);
        }
    }

    /** From a canonical type text such as {@code (uint256,bytes32[])[2]}; its tuple components have no names. */
    static AbiType parse(String canonical) {
        return of(com.esaulpaugh.headlong.abi.TypeFactory.create(canonical));
    }

    static AbiType of(ABIType<?> type) {
        return switch (type) {
            case TupleType<?> tuple -> new Tuple(parametersOf(tuple, new boolean[tuple.size()]));
            case ArrayType<?, ?, ?> array when array.isString() -> new Text();
            case ArrayType<?, ?, ?> array when !array.getCanonicalType().endsWith("]") -> bytes(array);
            case ArrayType<?, ?, ?> array -> new Array(of(array.getElementType()), array.getLength());
            default -> unit(type.getCanonicalType());
        };
    }

    static List<Parameter> parametersOf(TupleType<?> tuple, boolean[] indexed) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < tuple.size(); i++) {
            String name = Objects.requireNonNullElse(tuple.getElementName(i), "");
            ABIType<?> type = tuple.get(i);
            parameters.add(new Parameter(name, of(type), indexed[i]));
        }
        return List.copyOf(parameters);
    }

    private static AbiType bytes(ArrayType<?, ?, ?> array) {
        if (array.getLength() == ArrayType.DYNAMIC_LENGTH) return new DynamicBytes();
        return new FixedBytes(array.getLength(), array.getCanonicalType().equals("function"));
    }

    private static AbiType unit(String canonical) {
        if (canonical.equals("bool")) return new Bool();
        if (canonical.equals("address")) return new AddressType();
        if (canonical.startsWith("uint")) return new Uint(Integer.parseInt(canonical.substring(4)));
        if (canonical.startsWith("int")) return new Int(Integer.parseInt(canonical.substring(3)));
        throw new IllegalArgumentException(
                "the type " + canonical + " cannot be decoded: no Solidity compiler emits it");
    }

    /** As it stands in a signature: no names, {@code uint256} in full. */
    default String canonical() {
        return switch (this) {
            case Uint(int bits) -> "uint" + bits;
            case Int(int bits) -> "int" + bits;
            case Bool() -> "bool";
            case AddressType() -> "address";
            case FixedBytes(int size, boolean isFunction) -> isFunction ? "function" : "bytes" + size;
            case DynamicBytes() -> "bytes";
            case Text() -> "string";
            case Array(AbiType element, int length) ->
                element.canonical() + (length == Array.DYNAMIC ? "[]" : "[" + length + "]");
            case Tuple(List<Parameter> components) -> canonical(components);
        };
    }

    static String canonical(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.type().canonical()).collect(Collectors.joining(",", "(", ")"));
    }

    /** Whether its encoding stands in the tail, with an offset in the head. */
    default boolean isDynamic() {
        return switch (this) {
            case Uint _, Int _, Bool _, AddressType _, FixedBytes _ -> false;
            case DynamicBytes _, Text _ -> true;
            case Array(AbiType element, int length) -> length == Array.DYNAMIC || element.isDynamic();
            case Tuple(List<Parameter> components) ->
                components.stream().anyMatch(c -> c.type().isDynamic());
        };
    }

    /** Words that it takes up in the head. */
    default long headWords() {
        if (isDynamic()) return 1;
        return switch (this) {
            case Array(AbiType element, int length) -> length * element.headWords();
            case Tuple(List<Parameter> components) ->
                components.stream().mapToLong(c -> c.type().headWords()).sum();
            default -> 1;
        };
    }

    /** Whether an indexed parameter of this type leaves only its hash in the log. */
    default boolean isHashedWhenIndexed() {
        return switch (this) {
            case DynamicBytes _, Text _, Array _, Tuple _ -> true;
            case Uint _, Int _, Bool _, AddressType _, FixedBytes _ -> false;
        };
    }
}

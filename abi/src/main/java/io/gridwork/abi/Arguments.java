package io.gridwork.abi;

import com.esaulpaugh.headlong.abi.Tuple;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.List;

/**
 * Java values to what the encoder takes. Integers: {@link Uint256}, {@link Int256}, {@link BigInteger}, any boxed integer,
 * or text in decimal or 0x; addresses: {@link Address} or text; bytes of any size: {@link Bytes}, {@link Hash32},
 * {@code byte[]} or 0x text; bool: Boolean, or the text {@code true} or {@code false}; string: text; arrays and tuples:
 * {@link List}. Every {@link AbiValue} fits the type it was decoded from.
 */
final class Arguments {
    private Arguments() {}

    static Tuple tuple(String owner, List<Parameter> parameters, List<?> values) {
        if (values.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    owner + " takes " + parameters.size() + " values, but was given " + values.size());
        }
        Object[] converted = new Object[values.size()];
        for (int i = 0; i < converted.length; i++) {
            Parameter parameter = parameters.get(i);
            String place = owner + ", parameter " + (i + 1) + " (" + parameter.name() + ")";
            converted[i] = convert(place, parameter.type(), values.get(i));
        }
        return Tuple.from(converted);
    }

    private static Object convert(String place, AbiType type, Object value) {
        return switch (type) {
            case AbiType.Uint(int bits) -> integer(place, type, value, bits < 32, bits < 64);
            case AbiType.Int(int bits) -> integer(place, type, value, bits <= 32, bits <= 64);
            case AbiType.Bool() -> bool(place, value);
            case AbiType.AddressType() -> address(place, value);
            case AbiType.FixedBytes(int size, boolean _) -> bytes(place, type, value, size);
            case AbiType.DynamicBytes() -> bytes(place, type, value, -1);
            case AbiType.Text() -> text(place, value);
            case AbiType.Tuple(List<Parameter> components) -> tuple(place, components, list(place, type, value));
            case AbiType.Array(AbiType element, int length) -> array(place, type, element, length, value);
        };
    }

    private static Object integer(String place, AbiType type, Object value, boolean asInt, boolean asLong) {
        BigInteger number = switch (value) {
            case AbiValue abi -> abi.toInteger();
            case BigInteger big -> big;
            case Byte _, Short _, Integer _, Long _ -> BigInteger.valueOf(((Number) value).longValue());
            case String text -> number(place, text);
            default -> throw misfit(place, type.canonical(), value);
        };
        boolean signed = type instanceof AbiType.Int;
        int bits = type instanceof AbiType.Uint(int width) ? width : ((AbiType.Int) type).bits();
        if ((!signed && number.signum() < 0) || number.bitLength() > (signed ? bits - 1 : bits)) {
            throw misfit(place, type.canonical(), number);
        }
        if (asInt) return number.intValueExact();
        return asLong ? (Object) number.longValueExact() : number;
    }

    private static BigInteger number(String place, String text) {
        try {
            return text.startsWith("-")
                    ? Uint256.parse(text.substring(1)).toBigInteger().negate()
                    : Uint256.parse(text).toBigInteger();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(place + ": " + malformed.getMessage(), malformed);
        }
    }

    private static Object bool(String place, Object value) {
        return switch (value) {
            case Boolean bool -> bool;
            case AbiValue.Bool(boolean bool) -> bool;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            default -> throw misfit(place, "bool", value);
        };
    }

    private static Object address(String place, Object value) {
        Address address = switch (value) {
            case Address given -> given;
            case String text -> Address.parse(text);
            default -> throw misfit(place, "address", value);
        };
        return com.esaulpaugh.headlong.abi.Address.wrap(address.toString());
    }

    private static Object bytes(String place, AbiType type, Object value, int size) {
        byte[] bytes = switch (value) {
            case byte[] array -> array;
            case Bytes given -> given.toArray();
            case Hash32 hash -> hash.toArray();
            case String text -> Hex.decode(text);
            default -> throw misfit(place, type.canonical(), value);
        };
        if (size >= 0 && bytes.length != size) throw misfit(place, type.canonical(), Hex.encode(bytes));
        return bytes;
    }

    private static Object text(String place, Object value) {
        return switch (value) {
            case String text -> text;
            case AbiValue.Text text -> text.text();
            default -> throw misfit(place, "string", value);
        };
    }

    private static List<?> list(String place, AbiType type, Object value) {
        return switch (value) {
            case List<?> list -> list;
            case AbiValue.Array(List<AbiValue> elements) -> elements;
            case AbiValue.Tuple(List<AbiValue> components) -> components;
            default -> throw misfit(place, type.canonical(), value);
        };
    }

    private static Object array(String place, AbiType type, AbiType element, int length, Object value) {
        List<?> values = list(place, type, value);
        if (length != AbiType.Array.DYNAMIC && length != values.size()) {
            throw new IllegalArgumentException(
                    place + " is a " + type.canonical() + ", but was given " + values.size() + " elements");
        }
        Class<?> kind = com.esaulpaugh.headlong.abi.TypeFactory.create(element.canonical())
                .clazz();
        Class<?> primitive = kind == Integer.class
                ? int.class
                : kind == Long.class ? long.class : kind == Boolean.class ? boolean.class : kind;
        Object array = Array.newInstance(primitive, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, convert(place + "[" + i + "]", element, values.get(i)));
        }
        return array;
    }

    private static IllegalArgumentException misfit(String place, String type, Object value) {
        return new IllegalArgumentException(place + " is a " + type + ", which "
                + value.getClass().getSimpleName() + " " + value + " does not fit");
    }
}

package io.gridwork.abi;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A decoded value. Which one a type gives:
 *
 * <ul>
 *   <li>{@code bool}: {@link Bool}; {@code uint8…uint56}, {@code int8…int64}: {@link Int}; wider: {@link Uint256},
 *       {@link Int256}; {@code address}: {@link Address}
 *   <li>{@code bytes32}, and an indexed parameter of which the log has only the hash: {@link Hash32}; {@code bytes},
 *       {@code bytes1…bytes31}, {@code function}: {@link Bytes}; {@code string}: {@link Text}
 *   <li>arrays: {@link Array}; tuples (structs): {@link Tuple}
 * </ul>
 */
public sealed interface AbiValue
        permits Address,
                Bytes,
                Hash32,
                Int256,
                Uint256,
                AbiValue.Array,
                AbiValue.Bool,
                AbiValue.Int,
                AbiValue.Text,
                AbiValue.Tuple {

    record Bool(boolean value) implements AbiValue {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** An integer whose type fits a signed 64-bit one. */
    record Int(long value) implements AbiValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A string as the contract wrote it, which need not be UTF-8. */
    record Text(Bytes utf8) implements AbiValue {
        public static Text of(String text) {
            return new Text(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }

        /** The text, with U+FFFD in place of what is not UTF-8; see {@link #isUtf8}. */
        public String text() {
            return new String(utf8.shared(), StandardCharsets.UTF_8);
        }

        public boolean isUtf8() {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8.shared()));
                return true;
            } catch (CharacterCodingException malformed) {
                return false;
            }
        }

        @Override
        public String toString() {
            return text();
        }
    }

    record Array(List<AbiValue> elements) implements AbiValue {
        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.toString();
        }
    }

    record Tuple(List<AbiValue> components) implements AbiValue {
        public Tuple {
            components = List.copyOf(components);
        }

        @Override
        public String toString() {
            return components.toString();
        }
    }

    // Each of these throws IllegalStateException when the value is of another kind.

    /** An integer of any width. */
    default BigInteger toInteger() {
        return switch (this) {
            case Int(long value) -> BigInteger.valueOf(value);
            case Uint256 value -> value.toBigInteger();
            case Int256 value -> value.toBigInteger();
            default -> throw not("an integer");
        };
    }

    /** An integer that fits a long; ArithmeticException when it does not. */
    default long toLong() {
        return this instanceof Int(long value) ? value : toInteger().longValueExact();
    }

    /** Whether a bool is true. */
    default boolean toBoolean() {
        if (this instanceof Bool(boolean value)) return value;
        throw not("a bool");
    }

    /** An integer that is not negative. */
    default Uint256 toUint() {
        return switch (this) {
            case Uint256 value -> value;
            case Int(long value) when value >= 0 -> Uint256.of(value);
            default -> throw not("an unsigned integer");
        };
    }

    /** An address. */
    default Address toAddress() {
        if (this instanceof Address value) return value;
        throw not("an address");
    }

    /** A bytes32. */
    default Hash32 toHash() {
        if (this instanceof Hash32 value) return value;
        throw not("a bytes32");
    }

    /** Elements of an array or components of a tuple. */
    default List<AbiValue> toList() {
        return switch (this) {
            case Array(List<AbiValue> elements) -> elements;
            case Tuple(List<AbiValue> components) -> components;
            default -> throw not("an array or tuple");
        };
    }

    private IllegalStateException not(String what) {
        return new IllegalStateException("not " + what + " but " + getClass().getSimpleName() + " " + this);
    }
}

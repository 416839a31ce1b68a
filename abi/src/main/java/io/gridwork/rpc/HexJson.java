package io.gridwork.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Hex;
import io.gridwork.abi.PlainText;
import io.gridwork.abi.Uint256;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.databind.JsonNode;

/**
 * Jackson's parser, which takes hexadecimal values straight from the bytes of an answer: they are nearly all that a node
 * sends, and as text each would be copied once and looked at twice. Every method throws {@link IllegalArgumentException}
 * when the value is not what it should be, naming it and what is wrong with it.
 */
public final class HexJson extends UTF8StreamJsonParser {
    private static final Factory FACTORY = new Factory();

    private static final class Factory extends JsonFactory {
        private static final long serialVersionUID = 1;

        @Override
        protected JsonParser _createParser(ObjectReadContext readContext, IOContext ioContext, InputStream in) {
            ioContext.setEncoding(JsonEncoding.UTF8);
            return new HexJson(this, readContext, ioContext, names(), in);
        }

        private ByteQuadsCanonicalizer names() {
            return _byteSymbolCanonicalizer.makeChild(getFactoryFeatures());
        }
    }

    /** Reads UTF-8, as a node writes it. */
    public static HexJson of(InputStream utf8) {
        return (HexJson) FACTORY.createParser(ObjectReadContext.empty(), utf8);
    }

    private interface Parse<T> {
        T from(byte[] utf8, int offset, int length);
    }

    private final Parse<Long> number = this::number;
    private final Supplier<Long> anyNumber = this::number;

    private HexJson(
            Factory factory,
            ObjectReadContext readContext,
            IOContext ioContext,
            ByteQuadsCanonicalizer names,
            InputStream in) {
        super(
                readContext,
                ioContext,
                factory.getStreamReadFeatures(),
                factory.getFormatReadFeatures(),
                in,
                names,
                ioContext.allocReadIOBuffer(),
                0,
                0,
                0,
                true);
    }

    public Hash32 hash() {
        return read(Hash32::parse);
    }

    /** Its checksum, if it has one, is not looked at. */
    public Address address() {
        return read(Address::parse);
    }

    public Bytes bytes() {
        return Bytes.wrap(read(Hex::decode));
    }

    /** Some chains write numbers in place of hexadecimal text. */
    public Uint256 quantity() {
        if (currentToken() == JsonToken.VALUE_NUMBER_INT) return Uint256.of(getBigIntegerValue());
        requireText();
        return Uint256.parse(getString());
    }

    /** A quantity that fits 63 bits. */
    public long number() {
        if (currentToken() == JsonToken.VALUE_NUMBER_INT) return number(getBigIntegerValue());
        return read(number);
    }

    /** A quantity that fits 31 bits, such as the place of a transaction in its block. */
    public int index() {
        long index = number();
        if (index <= Integer.MAX_VALUE) return (int) index;
        throw new IllegalArgumentException("\"" + currentName() + "\" is no quantity of 31 bits: " + index);
    }

    public @Nullable Long numberOrNull() {
        return orNull(anyNumber);
    }

    /** The value, or null where it is none of its type: for fields that nobody may miss. */
    public <T> @Nullable T orNull(Supplier<T> value) {
        JsonToken token = currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            skipChildren();
            return null;
        }
        try {
            return value.get();
        } catch (IllegalArgumentException odd) {
            return null;
        }
    }

    /** Goes through a list of objects. @throws IllegalArgumentException when it is anything else */
    public <T> List<T> list(Supplier<T> element) {
        if (currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("\"" + currentName() + "\" should be a list, but is " + currentToken());
        }
        List<T> list = new ArrayList<>();
        for (JsonToken token = nextToken(); token != JsonToken.END_ARRAY; token = nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a list of objects has " + token);
            }
            list.add(element.get());
        }
        return list;
    }

    /** The value as a tree. */
    public JsonNode tree() {
        return JsonTrees.tree(this);
    }

    private long number(BigInteger value) {
        if (value.signum() >= 0 && value.bitLength() <= 63) return value.longValue();
        throw new IllegalArgumentException("\"" + currentName() + "\" is no quantity of 63 bits: "
                + PlainText.cut(value.toString(), PlainText.QUOTE));
    }

    private long number(byte[] utf8, int offset, int length) {
        if (length < 3 || utf8[offset] != '0' || utf8[offset + 1] != 'x') throw notANumber(utf8, offset, length);
        int first = offset + 2;
        int end = offset + length;
        while (first < end && utf8[first] == '0') first++;
        if (end - first > 16) throw notANumber(utf8, offset, length);
        long value = 0;
        for (int i = first; i < end; i++) {
            int digit = Hex.digit(utf8[i]);
            if (digit < 0) throw notANumber(utf8, offset, length);
            value = value << 4 | digit;
        }
        if (value < 0) throw notANumber(utf8, offset, length);
        return value;
    }

    private IllegalArgumentException notANumber(byte[] utf8, int offset, int length) {
        return new IllegalArgumentException("\"" + currentName() + "\" is no quantity of 63 bits: \""
                + PlainText.cut(new String(utf8, offset, length, UTF_8), PlainText.QUOTE) + '"');
    }

    private <T> T read(Parse<T> parse) {
        requireText();
        int start = _inputPtr;
        int end = start;
        if (_tokenIncomplete) {
            while (end < _inputEnd && _inputBuffer[end] != '"' && _inputBuffer[end] != '\\') end++;
            if (end < _inputEnd && _inputBuffer[end] == '"') {
                _inputPtr = end + 1;
                _tokenIncomplete = false;
                return parse.from(_inputBuffer, start, end - start);
            }
        }
        byte[] utf8 = getString().getBytes(UTF_8);
        return parse.from(utf8, 0, utf8.length);
    }

    private void requireText() {
        if (currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("\"" + currentName() + "\" should be text, but is " + currentToken());
        }
    }
}

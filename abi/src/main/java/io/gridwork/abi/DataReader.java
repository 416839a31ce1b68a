package io.gridwork.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads ABI-encoded data, head and tail. Work is bounded by the size of the data, whatever its offsets say: overlapping
 * tails would otherwise let a kilobyte unfold into gigabytes.
 */
final class DataReader {
    private static final int WORD = 32;
    private static final int OVERLAP_ALLOWED = 4;
    private static final int SPARE_READS = 64;

    private final Bytes data;
    private long readsLeft;

    DataReader(Bytes data) {
        this.data = data;
        this.readsLeft = (long) OVERLAP_ALLOWED * (data.size() / WORD) + SPARE_READS;
    }

    static List<AbiValue> readAll(List<Parameter> parameters, Bytes data) throws Malformed {
        return new DataReader(data).sequence(parameters, 0);
    }

    /** The value whose head is at {@code head}, in a sequence that starts at {@code base}. */
    AbiValue read(AbiType type, long base, long head) throws Malformed {
        if (!type.isDynamic()) return inPlace(type, head);
        long at = base + lengthOrOffset(head);
        return switch (type) {
            case AbiType.DynamicBytes() -> bytes(at);
            case AbiType.Text() -> new AbiValue.Text(bytes(at));
            default -> inPlace(type, at);
        };
    }

    private AbiValue inPlace(AbiType type, long at) throws Malformed {
        return switch (type) {
            case AbiType.Tuple(List<Parameter> components) -> new AbiValue.Tuple(sequence(components, at));
            case AbiType.Array(AbiType element, int length)
            when length == AbiType.Array.DYNAMIC -> array(element, lengthOrOffset(at), at + WORD);
            case AbiType.Array(AbiType element, int length) -> array(element, length, at);
            default -> {
                int position = take(at);
                yield Word.decode(
                        type,
                        data.longAt(position),
                        data.longAt(position + 8),
                        data.longAt(position + 16),
                        data.longAt(position + 24));
            }
        };
    }

    private List<AbiValue> sequence(List<Parameter> parameters, long base) throws Malformed {
        AbiValue[] values = new AbiValue[parameters.size()];
        long head = base;
        for (int i = 0; i < values.length; i++) {
            AbiType type = parameters.get(i).type();
            values[i] = read(type, base, head);
            head += WORD * type.headWords();
        }
        return List.of(values);
    }

    private AbiValue array(AbiType element, long length, long base) throws Malformed {
        long step = WORD * element.headWords();
        if (length * step > data.size() - base || length > readsLeft) {
            throw new Malformed(
                    "an array of " + length + " elements does not fit the " + data.size() + " bytes of data");
        }
        List<AbiValue> elements = new ArrayList<>((int) length);
        for (int i = 0; i < length; i++) {
            elements.add(read(element, base, base + i * step));
        }
        return new AbiValue.Array(elements);
    }

    private Bytes bytes(long at) throws Malformed {
        long length = lengthOrOffset(at);
        long start = at + WORD;
        if (length > data.size() - start) {
            throw new Malformed(
                    length + " bytes from " + start + " on pass the end of the data, which has " + data.size());
        }
        readsLeft -= length / WORD;
        return data.slice((int) start, (int) length);
    }

    /** A word that counts bytes or elements, and so is no larger than the data. */
    private long lengthOrOffset(long at) throws Malformed {
        int position = take(at);
        long value = data.longAt(position + 24);
        boolean wide = (data.longAt(position) | data.longAt(position + 8) | data.longAt(position + 16)) != 0;
        if (wide || value < 0 || value > data.size()) {
            throw new Malformed("the word at " + position + " should be a length or an offset within " + data.size()
                    + " bytes, but is " + data.hashAt(position));
        }
        return value;
    }

    private int take(long at) throws Malformed {
        if (at > data.size() - WORD) {
            throw new Malformed("the data ends at " + data.size() + ", before the word at " + at);
        }
        if (--readsLeft < 0) throw new Malformed("offsets point into each other over and over");
        return (int) at;
    }
}

package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and types of a program's parameters, in the order in which they are encoded, little-endian and without padding. */
public record ParamSchema(List<Field> fields) {
    /** One parameter.
     *
     * @param meaning what it is and in which bounds, for people */
    public record Field(String name, Type type, String meaning) {}

    /** How a parameter is encoded, and how it is written as text. */
    public enum Type {
        /** 4 bytes, unsigned. */
        U32(4),
        /** 8 bytes, unsigned. */
        U64(8),
        /** 8 bytes, signed fixed point with 28 fraction bits; as text a decimal number, rounded to the nearest. */
        Q28(8),
        /** 32 bytes as they are; as text 0x and 64 digits. */
        BYTES32(32);

        private final int size;

        Type(int size) {
            this.size = size;
        }

        private void put(ByteBuffer out, String text) {
            switch (this) {
                case U32 -> out.putInt(Integer.parseUnsignedInt(text));
                case U64 -> out.putLong(Long.parseUnsignedLong(text));
                case Q28 -> out.putLong(fixed(text));
                case BYTES32 -> out.put(Hash32.parse(text).toArray());
            }
        }

        private String get(ByteBuffer in) {
            return switch (this) {
                case U32 -> Integer.toUnsignedString(in.getInt());
                case U64 -> Long.toUnsignedString(in.getLong());
                case Q28 ->
                    new BigDecimal(in.getLong())
                            .divide(new BigDecimal(1L << 28))
                            .toPlainString();
                case BYTES32 -> {
                    byte[] bytes = new byte[32];
                    in.get(bytes);
                    yield Hash32.of(bytes).toString();
                }
            };
        }

        private static long fixed(String text) {
            BigInteger scaled = new BigDecimal(text)
                    .multiply(new BigDecimal(1L << 28))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .toBigInteger();
            if (scaled.bitLength() > 63) {
                throw new NumberFormatException("too large");
            }
            return scaled.longValue();
        }
    }

    public ParamSchema {
        fields = List.copyOf(fields);
    }

    /** Length of the encoding. */
    public int size() {
        return fields.stream().mapToInt(field -> field.type().size).sum();
    }

    /**
     * Encodes parameters given as text.
     *
     * @throws IllegalArgumentException naming the parameter that is missing, unknown or not of its type, and what it takes
     */
    public Bytes encode(Map<String, String> text) {
        for (String name : text.keySet()) {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                throw new IllegalArgumentException("no parameter \"" + name + "\": there are " + usage());
            }
        }
        byte[] bytes = new byte[size()];
        ByteBuffer out = LittleEndian.over(bytes);
        for (Field field : fields) {
            String value = text.get(field.name());
            if (value == null) {
                throw new IllegalArgumentException("parameter " + field.name() + " is missing: " + field.meaning());
            }
            try {
                field.type().put(out, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "parameter " + field.name() + " is \"" + value + "\", which is no " + field.type() + ": "
                                + field.meaning(),
                        e);
            }
        }
        return Bytes.wrap(bytes);
    }

    /** The parameters as text, in order. @throws JobFault when the length is wrong */
    public Map<String, String> decode(Bytes params) throws JobFault {
        ByteBuffer in = reader(params);
        Map<String, String> text = new LinkedHashMap<>();
        for (Field field : fields) {
            text.put(field.name(), field.type().get(in));
        }
        return text;
    }

    /** For reading the values in order. @throws JobFault when the length is wrong */
    ByteBuffer reader(Bytes params) throws JobFault {
        if (params.size() != size()) {
            throw new JobFault(
                    JobError.INVALID_PARAMS,
                    "parameters of " + params.size() + " bytes where " + size() + " are needed: " + usage());
        }
        return LittleEndian.read(params);
    }

    private String usage() {
        return fields.isEmpty()
                ? "none"
                : fields.stream()
                        .map(field -> field.name() + " (" + field.type() + ")")
                        .collect(Collectors.joining(", "));
    }
}

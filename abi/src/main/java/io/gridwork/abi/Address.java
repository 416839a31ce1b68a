package io.gridwork.abi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Locale;

/** A 20-byte account or contract address, as its first 8, next 8 and last 4 bytes. */
public record Address(long high, long middle, int low) implements AbiValue, Comparable<Address> {
    public static final int BYTES = 20;
    public static final Address ZERO = new Address(0, 0, 0);

    /**
     * From {@code 0x} and 40 hexadecimal digits. Mixed case must be the checksum of EIP-55; all lower or all upper case
     * carries none.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    public static Address parse(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        Address address = parse(utf8, 0, utf8.length);
        String digits = text.substring(2);
        boolean checksummed =
                !digits.equals(digits.toLowerCase(Locale.ROOT)) && !digits.equals(digits.toUpperCase(Locale.ROOT));
        if (checksummed && !text.equals(address.toString())) {
            throw new IllegalArgumentException("address " + text + " fails its EIP-55 checksum, so a digit is mistyped;"
                    + " if you are sure of it, write it in lower case: " + address.hex());
        }
        return address;
    }

    /** As a node writes it: any case, checksum not looked at. */
    public static Address parse(byte[] text, int offset, int length) {
        Hex.requireDigits(text, offset, length, 2 * BYTES);
        return new Address(Hex.bits(text, offset, length, 2, 16), Hex.bits(text, offset, length, 18, 16), (int)
                Hex.bits(text, offset, length, 34, 8));
    }

    /** From exactly 20 bytes. */
    public static Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length + ": "
                    + PlainText.cut(Hex.encode(bytes), PlainText.QUOTE));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Address(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** The address in the last 20 bytes of a topic or word; the first 12 must be zero. */
    public static Address ofWord(Hash32 word) {
        if (word.w3() != 0 || word.w2() >>> 32 != 0) {
            throw new IllegalArgumentException("not an address: " + word + " has more than 20 significant bytes");
        }
        return ofWord(word.w2(), word.w1(), word.w0());
    }

    static Address ofWord(long w2, long w1, long w0) {
        return new Address(w2 << 32 | w1 >>> 32, w1 << 32 | w0 >>> 32, (int) w0);
    }

    /** Left-padded to 32 bytes, as in a topic. */
    public Hash32 toWord() {
        return new Hash32(0, high >>> 32, high << 32 | middle >>> 32, middle << 32 | (low & 0xFFFF_FFFFL));
    }

    public byte[] toArray() {
        return ByteBuffer.allocate(BYTES)
                .putLong(high)
                .putLong(middle)
                .putInt(low)
                .array();
    }

    /** Lower case, the form to store and compare. */
    public String hex() {
        byte[] text = Hex.prefixed(2 * BYTES);
        Hex.put(text, 2, high, 16);
        Hex.put(text, 18, middle, 16);
        Hex.put(text, 34, low, 8);
        return Hex.text(text);
    }

    @Override
    public int compareTo(Address that) {
        int first = Long.compareUnsigned(high, that.high);
        int second = first != 0 ? first : Long.compareUnsigned(middle, that.middle);
        return second != 0 ? second : Integer.compareUnsigned(low, that.low);
    }

    /** Mixed case with the checksum of EIP-55, the form to show to people. */
    @Override
    public String toString() {
        char[] text = hex().toCharArray();
        Hash32 hash = Keccak256.hash(new String(text, 2, 40).getBytes(US_ASCII));
        byte[] nibbles = hash.toArray();
        for (int i = 0; i < 40; i++) {
            int nibble = nibbles[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
            if (nibble >= 8) text[i + 2] = Character.toUpperCase(text[i + 2]);
        }
        return new String(text);
    }
}

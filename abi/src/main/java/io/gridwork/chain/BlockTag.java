package io.gridwork.chain;

/** A block in a request: a number, or a name that the node resolves. Besu under QBFT knows neither safe nor finalized. */
public record BlockTag(String text) {
    public static final BlockTag LATEST = new BlockTag("latest");
    public static final BlockTag PENDING = new BlockTag("pending");
    public static final BlockTag SAFE = new BlockTag("safe");
    public static final BlockTag FINALIZED = new BlockTag("finalized");

    public static BlockTag at(long number) {
        if (number < 0) throw new IllegalArgumentException("a block number is not negative, but this is " + number);
        return new BlockTag("0x" + Long.toHexString(number));
    }

    /** Whether the node has to know what it means. */
    boolean isNamed() {
        return !text.startsWith("0x");
    }

    @Override
    public String toString() {
        return text.startsWith("0x") ? Long.toString(Long.parseLong(text.substring(2), 16)) : text;
    }
}

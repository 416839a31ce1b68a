package io.gridwork.indexer.event;

/** How a value of an ABI type is kept in a column. */
public enum Storage {
    /** {@code bool} as 0 or 1, {@code uint8…uint56}, {@code int8…int64}. */
    INTEGER("INTEGER"),
    /**
     * Wider integers: canonical decimal digits, a minus in front when negative. TEXT, since SQLite turns what does not fit
     * 64 bits into a floating-point number under every numeric affinity.
     */
    DECIMAL("TEXT"),
    /** Addresses, {@code bytes}, {@code bytes1…32}, functions, hashes: lower-case hexadecimal with {@code 0x}. */
    HEX("TEXT"),
    /** {@code string}. */
    TEXT("TEXT"),
    /** Arrays: JSON, in which integers wider than 53 bits and all hexadecimal values are strings. */
    JSON("TEXT");

    private final String sqlType;

    Storage(String sqlType) {
        this.sqlType = sqlType;
    }

    /** The column's type in a STRICT table. */
    public String sqlType() {
        return sqlType;
    }
}

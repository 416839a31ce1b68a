package io.gridwork.toolkit.value;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hex;
import io.gridwork.abi.Keccak256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, and bytes, as people write them in a plan. */
final class Literal {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?[0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][0-9]{1,2})?)\\s*([a-z]*)");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,64}");
    private static final Pattern KECCAK = Pattern.compile("keccak256\\(\"(.*)\"\\)");

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            unit("", 1),
            unit("wei", 1),
            unit("gwei", 1_000_000_000L),
            unit("ether", 1_000_000_000_000_000_000L),
            unit("s", 1),
            unit("min", 60),
            unit("h", 3_600),
            unit("d", 86_400),
            unit("bps", 1),
            unit("percent", 100));

    private Literal() {}

    private static Map.Entry<String, BigDecimal> unit(String name, long factor) {
        return Map.entry(name, BigDecimal.valueOf(factor));
    }

    /**
     * Such as {@code 42}, {@code 1_000}, {@code 0x2a}, {@code 1.5e6}, {@code 0.1 ether}, {@code 48 h}, {@code 2 percent} (in basis points).
     *
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    static BigInteger integer(String text) {
        if (HEXADECIMAL.matcher(text).matches()) return new BigInteger(text.substring(2), 16);
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) throw new IllegalArgumentException("\"" + text + "\" is no number");
        BigDecimal factor = UNITS.get(number.group(2));
        if (factor == null) {
            throw new IllegalArgumentException("\"" + text + "\" has the unknown unit \"" + number.group(2)
                    + "\"; units are wei, gwei, ether, s, min, h, d, bps and percent (100 basis points)");
        }
        try {
            return new BigDecimal(number.group(1).replace("_", ""))
                    .multiply(factor)
                    .toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number of the smallest unit", fraction);
        }
    }

    /** Hexadecimal, or {@code keccak256("text")}. @throws IllegalArgumentException saying what is wrong with the text */
    static Bytes bytes(String text) {
        Matcher keccak = KECCAK.matcher(text);
        if (keccak.matches()) return Keccak256.hash(keccak.group(1)).toBytes();
        return Bytes.wrap(Hex.decode(text));
    }
}

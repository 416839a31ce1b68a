package io.gridwork.contracts;

/** A Solidity enum is the place of a constant among its kind, from 0: so are these. */
final class EnumCode {
    private EnumCode() {}

    @SuppressWarnings("EnumOrdinal") // the order is the contract's, and a test compares it with the Solidity source
    static int of(Enum<?> constant) {
        return constant.ordinal();
    }

    static <E extends Enum<E>> E constant(E[] constants, Number code) {
        long index = code.longValue();
        if (index < 0 || index >= constants.length) {
            String type = constants[0].getDeclaringClass().getSimpleName();
            throw new IllegalArgumentException(type + " " + code + " is unknown: the contract has 0 to "
                    + (constants.length - 1) + ". Are these bindings older than the contract?");
        }
        return constants[(int) index];
    }
}

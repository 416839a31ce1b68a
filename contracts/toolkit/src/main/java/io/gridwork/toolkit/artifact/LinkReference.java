package io.gridwork.toolkit.artifact;

import io.gridwork.abi.Keccak256;

/** A library whose address the compiler left out. {@code source}: path of its Solidity file as the compiler saw it. */
public record LinkReference(String source, String library) {
    /** Hexadecimal digits of an address. */
    static final int DIGITS = 40;

    public String qualifiedName() {
        return source + ":" + library;
    }

    /**
     * What stands in the bytecode in the place of the address.
     *
     * @see <a href="https://docs.soliditylang.org/en/latest/using-the-compiler.html#library-linking">Solidity, library linking</a>
     */
    String placeholder() {
        return "__$" + Keccak256.hash(qualifiedName()).hex().substring(2, 36) + "$__";
    }
}

package io.gridwork.contracts;

import io.gridwork.abi.Hash32;

/** Keccak-256 of a program's canonical manifest: the Solidity type {@code ProgramHash}. */
public record ProgramHash(Hash32 value) implements Comparable<ProgramHash> {

    /** @throws IllegalArgumentException unless {@code 0x} and 64 hexadecimal digits */
    public static ProgramHash parse(String text) {
        return new ProgramHash(Hash32.parse(text));
    }

    @Override
    public int compareTo(ProgramHash that) {
        return value.compareTo(that.value);
    }

    @Override
    public String toString() {
        return value.hex();
    }
}

package io.gridwork.abi;

/** A parameter or a tuple's component. {@code name} is empty where the ABI gives none. */
public record Parameter(String name, AbiType type, boolean indexed) {

    /** Whether a log holds only the Keccak-256 hash of its value. */
    public boolean isHashed() {
        return indexed && type.isHashedWhenIndexed();
    }
}

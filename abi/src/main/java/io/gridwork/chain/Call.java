package io.gridwork.chain;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Uint256;
import org.jspecify.annotations.Nullable;

/** What a transaction does. {@code to}: null creates a contract from the code in {@code data}; {@code value}: wei. */
public record Call(@Nullable Address to, Bytes data, Uint256 value) {
    public static Call of(Address to, Bytes data) {
        return new Call(to, data, Uint256.ZERO);
    }

    /** {@code code}: creation bytecode, followed by the constructor's arguments. */
    public static Call create(Bytes code) {
        return new Call(null, code, Uint256.ZERO);
    }

    public static Call transfer(Address to, Uint256 wei) {
        return new Call(to, Bytes.EMPTY, wei);
    }
}

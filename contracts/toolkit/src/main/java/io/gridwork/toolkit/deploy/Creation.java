package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;

/** What creates a contract. {@code initCode}: creation bytecode, linked, with {@code arguments} (ABI-encoded) after it. */
record Creation(Bytes arguments, Bytes initCode, Uint256 value) {
    Hash32 initCodeHash() {
        return initCode.keccak256();
    }

    Call call() {
        return new Call(null, initCode, value);
    }
}

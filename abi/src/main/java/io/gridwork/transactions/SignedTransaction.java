package io.gridwork.transactions;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;

/** A transaction as a node takes it. {@code hash} is its name on the chain. */
public record SignedTransaction(Hash32 hash, Bytes raw) {
    public static SignedTransaction of(Bytes raw) {
        return new SignedTransaction(raw.keccak256(), raw);
    }
}

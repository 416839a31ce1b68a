package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A dispute. {@code challenger} is zero when the seats themselves disagreed. */
final class ModelDispute {
    final Address challenger;
    final BigInteger bond;
    final Hash32 counterRoot;
    final long openedAt;
    final long openBlock;
    final List<ModelSeat> jurors = new ArrayList<>();

    ModelDispute(Address challenger, BigInteger bond, Hash32 counterRoot, long openedAt, long openBlock) {
        this.challenger = challenger;
        this.bond = bond;
        this.counterRoot = counterRoot;
        this.openedAt = openedAt;
        this.openBlock = openBlock;
    }
}

package io.gridwork.model;

import io.gridwork.abi.Hash32;

/** What the registry knows of a program; {@code maxUnits} is 0 when that is nothing. */
public record ModelProgram(Hash32 hash, boolean vetted, int nodeClass, long maxUnits) {
    public boolean isListed() {
        return maxUnits != 0;
    }
}

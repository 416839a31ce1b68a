package io.gridwork.contracts;

import io.gridwork.abi.Hash32;

/** Names a job: the Solidity type {@code JobId}, made from its order by {@link JobOrder#idOn}. */
public record JobId(Hash32 value) implements Comparable<JobId> {
    /** @throws IllegalArgumentException unless {@code 0x} and 64 hexadecimal digits */
    public static JobId parse(String text) {
        return new JobId(Hash32.parse(text));
    }

    @Override
    public int compareTo(JobId that) {
        return value.compareTo(that.value);
    }

    @Override
    public String toString() {
        return value.hex();
    }
}

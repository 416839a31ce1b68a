package io.gridwork.worker.job;

import java.util.List;

/**
 * The index space of a kernel, 1 to 3 dimensions. The local size is the job's, never the driver's choice: results of some kernels
 * depend on it, and PoCL's own choice overflowed its stack with a valid kernel.
 *
 * @param global work-items per dimension
 * @param local work-items per group and dimension; each divides its global size, their product is at most 1024
 */
public record NdRange(List<Long> global, List<Long> local) {
    private static final long MAX_GROUP = 1024;
    private static final long MAX_ITEMS = 1L << 40;

    /** @throws BadManifestException naming the dimension and what is wrong with it */
    public NdRange {
        global = List.copyOf(global);
        local = List.copyOf(local);
        if (global.isEmpty() || global.size() > 3) {
            throw new BadManifestException("ndrange.global", "has " + global.size() + " dimensions: give 1 to 3");
        }
        if (local.size() != global.size()) {
            throw new BadManifestException(
                    "ndrange.local",
                    "has " + local.size() + " dimensions: give as many as ndrange.global, " + global.size());
        }
        long items = 1;
        long group = 1;
        for (int i = 0; i < global.size(); i++) {
            items = product("global", i, items, global.get(i), MAX_ITEMS);
            group = product("local", i, group, local.get(i), MAX_GROUP);
            if (global.get(i) % local.get(i) != 0) {
                throw new BadManifestException(
                        "ndrange.local[" + i + "]",
                        "is " + local.get(i) + ", which does not divide ndrange.global[" + i + "], " + global.get(i));
            }
        }
    }

    private static long product(String list, int index, long before, long factor, long max) {
        if (factor < 1 || factor > max / before) {
            throw new BadManifestException(
                    "ndrange." + list + "[" + index + "]",
                    "is " + factor + ": give at least 1, and at most " + max + " for the product of all dimensions");
        }
        return before * factor;
    }

    public static NdRange of(long global, long local) {
        return new NdRange(List.of(global), List.of(local));
    }
}

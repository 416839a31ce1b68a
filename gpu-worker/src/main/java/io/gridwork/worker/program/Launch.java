package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.NdRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One kernel with its arguments and index space, ready for a device.
 *
 * @param width value of the macro {@code W} for built-in programs; 0 leaves it undefined
 * @param shape how the device may cut the index space
 */
public record Launch(
        String source, String entry, List<String> buildOptions, int width, List<Arg> args, NdRange range, Shape shape) {

    public Launch {
        buildOptions = List.copyOf(buildOptions);
        args = List.copyOf(args);
    }

    public enum Shape {
        /** One launch: the kernel may look at sizes and group numbers. */
        WHOLE,
        /** Any number of launches along the last dimension: the kernel looks at global ids only. */
        TILES,
        /** As {@link #TILES}, in ascending order, and no more once the first 32 bits of the output are not zero. */
        SEARCH
    }

    /** An argument, in the order of the kernel's signature. */
    public sealed interface Arg {
        record Input(Bytes bytes) implements Arg {}

        /** Zeroed before the first launch. */
        record Output(long size) implements Arg {}

        record Local(long size) implements Arg {}

        record Scalar(Bytes littleEndian) implements Arg {}

        static Scalar uint(long value) {
            return new Scalar(LittleEndian.bytes(value, Integer.BYTES));
        }

        static Scalar ulong(long value) {
            return new Scalar(LittleEndian.bytes(value, Long.BYTES));
        }
    }

    /**
     * The same work in groups of another size along the first dimension, rounded up: the kernels of built-in programs ignore
     * work-items beyond the end.
     */
    public Launch inGroupsOf(int group) {
        List<Long> global = new ArrayList<>(range.global());
        List<Long> local = new ArrayList<>(Collections.nCopies(global.size(), 1L));
        local.set(0, (long) group);
        global.set(0, Math.ceilDiv(global.getFirst(), group) * (long) group);
        return new Launch(source, entry, buildOptions, width, args, new NdRange(global, local), shape);
    }

    /** Elements of one vector: a power of two from 1 to 16. */
    static int width(int vectorBytes, int elementBytes) {
        return Math.clamp(Integer.highestOneBit(Math.max(1, vectorBytes / elementBytes)), 1, 16);
    }

    /** Length of all outputs together. */
    public long outputSize() {
        return args.stream()
                .mapToLong(arg -> arg instanceof Arg.Output output ? output.size() : 0)
                .sum();
    }
}

package io.gridwork.worker.job;

import io.gridwork.abi.Bytes;

/** One argument of a user's kernel, in the order of the kernel's signature. Sizes in bytes. */
public sealed interface KernelArg {
    long MAX_BYTES = 1L << 30;

    /** A {@code __global const} buffer: the next {@code size} bytes of the job's input. All of them together are the whole input. */
    record Input(long size) implements KernelArg {
        public Input {
            check("input", size);
        }
    }

    /** A {@code __global const} buffer: the next {@code size} bytes of the job's parameters. */
    record Params(long size) implements KernelArg {
        public Params {
            check("params", size);
        }
    }

    /** A {@code __global} buffer, zeroed at the start. All outputs one after another are the job's output. */
    record Output(long size) implements KernelArg {
        public Output {
            check("output", size);
        }
    }

    /** A {@code __local} buffer. */
    record Local(long size) implements KernelArg {
        public Local {
            check("local", size);
        }
    }

    /** A value, as the little-endian bytes that the kernel sees. */
    record Scalar(ScalarType type, long bits) implements KernelArg {
        public Scalar {
            type.check(bits);
        }

        public Bytes littleEndian() {
            byte[] bytes = new byte[type.bytes()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (bits >>> (8 * i));
            }
            return Bytes.wrap(bytes);
        }
    }

    private static void check(String kind, long size) {
        if (size < 1 || size > MAX_BYTES) {
            throw new BadManifestException("args: size", "of the " + kind + " is " + size + ": give 1 to " + MAX_BYTES);
        }
    }
}

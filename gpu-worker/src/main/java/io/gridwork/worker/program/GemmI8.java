package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The matrix product C = A · B of 8-bit signed integers into 32-bit ones, exact.
 *
 * <p>Parameters: m, n, k. Input: A, m × k, then B, k × n, both by rows, one byte each. Output: C, m × n, by rows, 32-bit
 * little-endian.
 */
public record GemmI8(Manifest manifest, String source) implements BuiltIn {
    private static final String NAME = "gemm-i8";
    /** 2^16 products of at most 2^14 each stay within 31 bits. */
    private static final int MAX_K = 1 << 16;

    private static final int MAX_SIDE = 1 << 16;
    private static final long MAX_ELEMENTS = 1L << 26;
    private static final long UNIT = 1L << 26;
    private static final int ROWS = 8;
    private static final long LOCAL = 4;
    private static final ParamSchema SCHEMA = new ParamSchema(List.of(
            new ParamSchema.Field("m", ParamSchema.Type.U32, "rows of A and C, 1 to " + MAX_SIDE),
            new ParamSchema.Field("n", ParamSchema.Type.U32, "columns of B and C, 1 to " + MAX_SIDE),
            new ParamSchema.Field("k", ParamSchema.Type.U32, "columns of A and rows of B, 1 to " + MAX_K)));

    public GemmI8() {
        this(Source.of(NAME));
    }

    private GemmI8(String source) {
        this(
                Source.manifest(
                        NAME,
                        1,
                        source,
                        "gemm",
                        new Limits(30_000, 600_000, 4 * MAX_ELEMENTS + 2 * MAX_ELEMENTS, 4 * MAX_ELEMENTS, 1 << 16)),
                source);
    }

    /** Sides of the matrices. */
    public record Shape(int m, int n, int k) {
        public Bytes encode() {
            return Bytes.wrap(LittleEndian.allocate(SCHEMA.size())
                    .putInt(m)
                    .putInt(n)
                    .putInt(k)
                    .array());
        }

        static Shape decode(Bytes params) throws JobFault {
            ByteBuffer in = SCHEMA.reader(params);
            Shape shape = new Shape(
                    side("m", in.getInt(), MAX_SIDE), side("n", in.getInt(), MAX_SIDE), side("k", in.getInt(), MAX_K));
            if ((long) shape.m * shape.n > MAX_ELEMENTS
                    || (long) shape.m * shape.k > MAX_ELEMENTS
                    || (long) shape.k * shape.n > MAX_ELEMENTS) {
                throw new JobFault(
                        JobError.INVALID_PARAMS,
                        "a matrix of " + shape + " has more than " + MAX_ELEMENTS + " elements");
            }
            return shape;
        }

        private static int side(String name, int value, int max) throws JobFault {
            if (value < 1 || value > max) {
                throw new JobFault(
                        JobError.INVALID_PARAMS,
                        name + " is " + Integer.toUnsignedString(value) + ": give 1 to " + max);
            }
            return value;
        }

        void check(Bytes input) throws JobFault {
            int needed = m * k + k * n;
            if (input.size() != needed) {
                throw new JobFault(
                        JobError.INVALID_INPUT, "input of " + input.size() + " bytes where A and B take " + needed);
            }
        }
    }

    @Override
    public Limits limits() {
        return manifest.limits();
    }

    @Override
    public ParamSchema schema() {
        return SCHEMA;
    }

    @Override
    public String unit() {
        return "2^26 multiply-adds";
    }

    @Override
    public long outputLength(Bytes params) throws JobFault {
        Shape shape = Shape.decode(params);
        return 4L * shape.m * shape.n;
    }

    @Override
    public long units(Bytes params) throws JobFault {
        Shape shape = Shape.decode(params);
        return Math.ceilDiv((long) shape.m * shape.n * shape.k, UNIT);
    }

    @Override
    public Launch launch(Bytes params, Bytes input, int vectorBytes) throws JobFault {
        int width = Launch.width(vectorBytes, Integer.BYTES);
        Shape shape = Shape.decode(params);
        shape.check(input);
        int sizeOfA = shape.m * shape.k;
        long across = Math.ceilDiv(Math.ceilDiv(shape.n, width), (int) LOCAL) * LOCAL;
        long down = Math.ceilDiv(Math.ceilDiv(shape.m, ROWS), (int) LOCAL) * LOCAL;
        return new Launch(
                source,
                manifest.entry(),
                manifest.buildOptions(),
                width,
                List.of(
                        new Launch.Arg.Input(input.slice(0, sizeOfA)),
                        new Launch.Arg.Input(input.slice(sizeOfA, shape.k * shape.n)),
                        new Launch.Arg.Output(4L * shape.m * shape.n),
                        Launch.Arg.uint(shape.m),
                        Launch.Arg.uint(shape.n),
                        Launch.Arg.uint(shape.k)),
                new NdRange(List.of(across, down), List.of(LOCAL, LOCAL)),
                Launch.Shape.TILES);
    }

    @Override
    public Bytes output(Bytes params, Bytes input, Bytes buffers) {
        return buffers;
    }

    @Override
    public Bytes reference(Bytes params, Bytes input) throws JobFault {
        Shape shape = Shape.decode(params);
        shape.check(input);
        byte[] in = input.toArray();
        byte[] bytes = new byte[4 * shape.m * shape.n];
        ByteBuffer out = LittleEndian.over(bytes);
        int[] row = new int[shape.n];
        for (int i = 0; i < shape.m; i++) {
            Arrays.fill(row, 0);
            for (int p = 0; p < shape.k; p++) {
                int a = in[i * shape.k + p];
                int b = shape.m * shape.k + p * shape.n;
                for (int j = 0; j < shape.n; j++) {
                    row[j] += a * in[b + j];
                }
            }
            for (int value : row) {
                out.putInt(value);
            }
        }
        return Bytes.wrap(bytes);
    }

    @Override
    public String describe(Bytes params, Bytes output) throws JobFault {
        Shape shape = Shape.decode(params);
        long trace = 0;
        ByteBuffer in = LittleEndian.read(output);
        for (int i = 0; i < Math.min(shape.m, shape.n); i++) {
            trace += in.getInt(4 * (i * shape.n + i));
        }
        return shape.m + " x " + shape.n + " matrix, trace " + trace;
    }

    @Override
    public Task example() {
        return task(new Shape(512, 512, 512), new SplittableRandom(1));
    }

    @Override
    public Task random(RandomGenerator random) {
        return task(new Shape(random.nextInt(1, 70), random.nextInt(1, 70), random.nextInt(1, 70)), random);
    }

    private Task task(Shape shape, RandomGenerator random) {
        byte[] input = new byte[shape.m * shape.k + shape.k * shape.n];
        random.nextBytes(input);
        return new Task(this, shape.encode(), Bytes.wrap(input));
    }

    @Override
    public String toString() {
        return name();
    }
}

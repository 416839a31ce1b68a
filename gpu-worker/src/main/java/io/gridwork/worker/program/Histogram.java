package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How often each byte value occurs in the input. No parameters. Output: 256 counts, 32-bit little-endian. */
public record Histogram(Manifest manifest, String source) implements BuiltIn {
    private static final String NAME = "histogram";
    private static final int MAX_INPUT = 1 << 28;
    private static final int OUTPUT = 256 * Integer.BYTES;
    /** Bytes that a work-item counts; the same figure in the kernel. */
    private static final int STRIPE = 4096;

    private static final long LOCAL = 16;

    public Histogram() {
        this(Source.of(NAME));
    }

    private Histogram(String source) {
        this(
                Source.manifest(
                        NAME, 1, source, "histogram", new Limits(30_000, 600_000, MAX_INPUT + OUTPUT, OUTPUT, 1 << 16)),
                source);
    }

    @Override
    public Limits limits() {
        return manifest.limits();
    }

    @Override
    public ParamSchema schema() {
        return new ParamSchema(List.of());
    }

    /** The size of the input is not among the parameters, so every job is one unit. */
    @Override
    public String unit() {
        return "input of at most 2^28 bytes";
    }

    @Override
    public long outputLength(Bytes params) throws JobFault {
        schema().reader(params);
        return OUTPUT;
    }

    @Override
    public long units(Bytes params) throws JobFault {
        schema().reader(params);
        return 1;
    }

    private void check(Bytes params, Bytes input) throws JobFault {
        schema().reader(params);
        if (input.isEmpty() || input.size() > MAX_INPUT) {
            throw new JobFault(JobError.INVALID_INPUT, "input of " + input.size() + " bytes: give 1 to " + MAX_INPUT);
        }
    }

    @Override
    public Launch launch(Bytes params, Bytes input, int vectorBytes) throws JobFault {
        check(params, input);
        long items = Math.ceilDiv(Math.ceilDiv(input.size(), STRIPE), (int) LOCAL) * LOCAL;
        return new Launch(
                source,
                manifest.entry(),
                manifest.buildOptions(),
                1,
                List.of(new Launch.Arg.Input(input), Launch.Arg.uint(input.size()), new Launch.Arg.Output(OUTPUT)),
                NdRange.of(items, LOCAL),
                Launch.Shape.TILES);
    }

    @Override
    public Bytes output(Bytes params, Bytes input, Bytes buffers) {
        return buffers;
    }

    @Override
    public Bytes reference(Bytes params, Bytes input) throws JobFault {
        check(params, input);
        int[] counts = new int[256];
        for (byte value : input.toArray()) {
            counts[value & 0xff]++;
        }
        byte[] bytes = new byte[OUTPUT];
        ByteBuffer out = LittleEndian.over(bytes);
        out.asIntBuffer().put(counts);
        return Bytes.wrap(bytes);
    }

    @Override
    public String describe(Bytes params, Bytes output) {
        ByteBuffer in = LittleEndian.read(output);
        int most = 0;
        for (int value = 0; value < 256; value++) {
            most = in.getInt(4 * value) > in.getInt(4 * most) ? value : most;
        }
        return "most frequent byte " + most + ", " + in.getInt(4 * most) + " times";
    }

    @Override
    public Task example() {
        byte[] input = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(input);
        return new Task(this, Bytes.EMPTY, Bytes.wrap(input));
    }

    @Override
    public Task random(RandomGenerator random) {
        byte[] input = new byte[random.nextInt(1, 40_000)];
        random.nextBytes(input);
        return new Task(this, Bytes.EMPTY, Bytes.wrap(input));
    }

    @Override
    public String toString() {
        return name();
    }
}

package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The Mandelbrot set in Q36.28 fixed point: for each pixel the number of steps of z ← z² + c, from z = 0, that begin with |z|² ≤ 4,
 * up to {@code iterations}.
 *
 * <p>A product is shifted right by 28 bits, arithmetically (towards minus infinity); 2xy is the product shifted by 27. Input: none.
 * Output: one 16-bit little-endian count per pixel, by rows from the top.
 */
public record MandelbrotFixed(Manifest manifest, String source) implements BuiltIn {
    private static final String NAME = "mandelbrot-fixed";
    private static final long UNIT = 1L << 26;
    private static final long LOCAL = 16;

    public MandelbrotFixed() {
        this(Source.of(NAME));
    }

    private MandelbrotFixed(String source) {
        this(
                Source.manifest(
                        NAME,
                        1,
                        source,
                        "mandelbrot",
                        new Limits(
                                30_000,
                                600_000,
                                MandelbrotParams.MAX_PIXELS * 2,
                                MandelbrotParams.MAX_PIXELS * 2,
                                1 << 16)),
                source);
    }

    @Override
    public Limits limits() {
        return manifest.limits();
    }

    @Override
    public ParamSchema schema() {
        return MandelbrotParams.SCHEMA;
    }

    @Override
    public String unit() {
        return "2^26 iterations";
    }

    @Override
    public long outputLength(Bytes params) throws JobFault {
        return 2 * MandelbrotParams.decode(params).pixels();
    }

    @Override
    public long units(Bytes params) throws JobFault {
        MandelbrotParams view = MandelbrotParams.decode(params);
        return Math.ceilDiv(view.pixels() * view.iterations(), UNIT);
    }

    @Override
    public Launch launch(Bytes params, Bytes input, int vectorBytes) throws JobFault {
        int width = Launch.width(vectorBytes, Long.BYTES);
        MandelbrotParams view = MandelbrotParams.decode(params);
        MandelbrotParams.checkEmpty(input);
        long across = Math.ceilDiv(Math.ceilDiv(view.width(), width), (int) LOCAL) * LOCAL;
        return new Launch(
                source,
                manifest.entry(),
                manifest.buildOptions(),
                width,
                List.of(
                        new Launch.Arg.Output(2 * view.pixels()),
                        Launch.Arg.uint(view.width()),
                        Launch.Arg.uint(view.height()),
                        Launch.Arg.uint(view.iterations()),
                        Launch.Arg.ulong(view.left()),
                        Launch.Arg.ulong(view.top()),
                        Launch.Arg.ulong(view.pixel())),
                new NdRange(List.of(across, (long) view.height()), List.of(LOCAL, 1L)),
                Launch.Shape.TILES);
    }

    @Override
    public Bytes output(Bytes params, Bytes input, Bytes buffers) {
        return buffers;
    }

    @Override
    public Bytes reference(Bytes params, Bytes input) throws JobFault {
        MandelbrotParams view = MandelbrotParams.decode(params);
        MandelbrotParams.checkEmpty(input);
        byte[] bytes = new byte[(int) (2 * view.pixels())];
        ByteBuffer out = LittleEndian.over(bytes);
        for (int row = 0; row < view.height(); row++) {
            long cy = view.top() + row * view.pixel();
            for (int column = 0; column < view.width(); column++) {
                out.putShort((short) steps(view.left() + column * view.pixel(), cy, view.iterations()));
            }
        }
        return Bytes.wrap(bytes);
    }

    private static int steps(long cx, long cy, int limit) {
        long x = 0;
        long y = 0;
        for (int i = 0; i < limit; i++) {
            long xx = (x * x) >> 28;
            long yy = (y * y) >> 28;
            if (xx + yy > 4L << 28) {
                return i;
            }
            y = ((x * y) >> 27) + cy;
            x = xx - yy + cx;
        }
        return limit;
    }

    @Override
    public String describe(Bytes params, Bytes output) throws JobFault {
        MandelbrotParams view = MandelbrotParams.decode(params);
        ByteBuffer in = LittleEndian.read(output);
        long inside = 0;
        while (in.hasRemaining()) {
            inside += Short.toUnsignedInt(in.getShort()) == view.iterations() ? 1 : 0;
        }
        return view.width() + " x " + view.height() + " pixels, " + inside + " of them in the set";
    }

    @Override
    public Optional<Bytes> png(Bytes params, Bytes output) throws JobFault {
        return Optional.of(MandelbrotImage.png(MandelbrotParams.decode(params), output));
    }

    @Override
    public Task example() {
        return new Task(this, MandelbrotParams.WHOLE_SET.encode(), Bytes.EMPTY);
    }

    @Override
    public Task random(RandomGenerator random) {
        MandelbrotParams view = new MandelbrotParams(
                random.nextInt(1, 80),
                random.nextInt(1, 40),
                random.nextInt(1, 300),
                random.nextLong(-2L << 28, 1L << 28),
                random.nextLong(-1L << 28, 1L << 28),
                random.nextLong(1, 1 << 20));
        return new Task(this, view.encode(), Bytes.EMPTY);
    }

    @Override
    public String toString() {
        return name();
    }
}

package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The part of the plane to draw.
 *
 * @param width pixels
 * @param height pixels
 * @param iterations most steps per pixel
 * @param left real part of the first column, Q36.28
 * @param top imaginary part of the first row, Q36.28; rows go towards larger imaginary parts
 * @param pixel side of a pixel, Q36.28
 */
public record MandelbrotParams(int width, int height, int iterations, long left, long top, long pixel) {
    static final long MAX_PIXELS = 1L << 26;
    private static final int MAX_SIDE = 1 << 14;
    private static final int MAX_ITERATIONS = 65_535;
    /** With |c| ≤ 4 in each part, and |z| ≤ 2 before a step, no product needs more than 62 bits. */
    private static final long MAX_COORDINATE = 4L << 28;

    static final ParamSchema SCHEMA = new ParamSchema(List.of(
            new ParamSchema.Field("width", ParamSchema.Type.U32, "pixels, 1 to " + MAX_SIDE),
            new ParamSchema.Field("height", ParamSchema.Type.U32, "pixels, 1 to " + MAX_SIDE),
            new ParamSchema.Field("iterations", ParamSchema.Type.U32, "most steps per pixel, 1 to " + MAX_ITERATIONS),
            new ParamSchema.Field("left", ParamSchema.Type.Q28, "real part of the first column, -4 to 4"),
            new ParamSchema.Field("top", ParamSchema.Type.Q28, "imaginary part of the first row, -4 to 4"),
            new ParamSchema.Field("pixel", ParamSchema.Type.Q28, "side of a pixel, above 0")));

    /** 960 × 640 pixels from -2.25 - i to 0.75 + i. */
    public static final MandelbrotParams WHOLE_SET =
            new MandelbrotParams(960, 640, 255, -9L << 26, -1L << 28, (1L << 28) / 320);

    static MandelbrotParams decode(Bytes params) throws JobFault {
        ByteBuffer in = SCHEMA.reader(params);
        MandelbrotParams view = new MandelbrotParams(
                (int) bounded("width", Integer.toUnsignedLong(in.getInt()), 1, MAX_SIDE),
                (int) bounded("height", Integer.toUnsignedLong(in.getInt()), 1, MAX_SIDE),
                (int) bounded("iterations", Integer.toUnsignedLong(in.getInt()), 1, MAX_ITERATIONS),
                bounded("left", in.getLong(), -MAX_COORDINATE, MAX_COORDINATE),
                bounded("top", in.getLong(), -MAX_COORDINATE, MAX_COORDINATE),
                bounded("pixel", in.getLong(), 1, MAX_COORDINATE));
        bounded("width times height", view.pixels(), 1, MAX_PIXELS);
        bounded("right edge", view.left + view.width * view.pixel, -MAX_COORDINATE, MAX_COORDINATE);
        bounded("bottom edge", view.top + view.height * view.pixel, -MAX_COORDINATE, MAX_COORDINATE);
        return view;
    }

    private static long bounded(String name, long value, long min, long max) throws JobFault {
        if (value < min || value > max) {
            throw new JobFault(JobError.INVALID_PARAMS, name + " is " + value + ": give " + min + " to " + max);
        }
        return value;
    }

    static void checkEmpty(Bytes input) throws JobFault {
        if (!input.isEmpty()) {
            throw new JobFault(JobError.INVALID_INPUT, "input of " + input.size() + " bytes where none is taken");
        }
    }

    public Bytes encode() {
        return Bytes.wrap(LittleEndian.allocate(SCHEMA.size())
                .putInt(width)
                .putInt(height)
                .putInt(iterations)
                .putLong(left)
                .putLong(top)
                .putLong(pixel)
                .array());
    }

    long pixels() {
        return (long) width * height;
    }
}

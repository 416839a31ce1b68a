package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Draws the counts of {@link MandelbrotFixed}: black inside the set, outside it a hue that turns with the count's square root. */
final class MandelbrotImage {
    private MandelbrotImage() {}

    static Bytes png(MandelbrotParams view, Bytes counts) {
        int[] palette = palette(view.iterations());
        BufferedImage image = new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
        ByteBuffer in = LittleEndian.read(counts);
        for (int y = 0; y < view.height(); y++) {
            for (int x = 0; x < view.width(); x++) {
                image.setRGB(x, y, palette[Short.toUnsignedInt(in.getShort())]);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return Bytes.wrap(out.toByteArray());
    }

    private static int[] palette(int iterations) {
        int[] palette = new int[iterations + 1];
        for (int i = 0; i < iterations; i++) {
            float share = (float) Math.sqrt((double) i / iterations);
            palette[i] = Color.HSBtoRGB(0.62f + share, 0.85f - 0.45f * share, 0.25f + 0.75f * share);
        }
        return palette;
    }
}

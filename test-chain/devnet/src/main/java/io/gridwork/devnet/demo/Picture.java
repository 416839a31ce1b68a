package io.gridwork.devnet.demo;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Draws the output of {@code mandelbrot-fixed}: a 16-bit little-endian count for each pixel, by rows. */
final class Picture {

    private Picture() {}

    /**
     * Writes a PNG.
     *
     * @param iterations the count of a point that is in the set; drawn black
     */
    static void write(byte[] counts, int width, int height, int iterations, Path file) throws IOException {
        if (counts.length != 2 * width * height)
            throw new IllegalArgumentException(
                    counts.length + " bytes are no picture of " + width + " x " + height + " pixels");
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ByteBuffer in = ByteBuffer.wrap(counts).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) image.setRGB(x, y, colour(Short.toUnsignedInt(in.getShort()), iterations));
        if (!ImageIO.write(image, "png", file.toFile())) throw new IOException("this JDK writes no PNG files");
    }

    /** Counts near the set grow fast, so their logarithm makes even bands. */
    private static int colour(int count, int iterations) {
        if (count >= iterations) return 0;
        double share = Math.log1p(count) / Math.log1p(iterations);
        return Color.HSBtoRGB(
                (float) (0.62 + 0.5 * share), (float) (0.85 - 0.35 * share), (float) Math.min(1, 0.25 + 1.1 * share));
    }
}

package io.gridwork.devnet.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureTest {

    @TempDir
    Path folder;

    @Test
    void pointsOfTheSetAreBlackAndOthersAreNot() throws Exception {
        Path file = folder.resolve("picture.png");
        Picture.write(new byte[] {(byte) 255, 0, 3, 0, 9, 0, (byte) 255, 0, 1, 0, 0, 0}, 3, 2, 255, file);
        var image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(image.getHeight()).isEqualTo(2);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(image.getRGB(0, 1)).isEqualTo(0xff000000);
        assertThat(image.getRGB(1, 0)).isNotEqualTo(image.getRGB(2, 0)).isNotEqualTo(0xff000000);
    }

    @Test
    void anOutputOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> Picture.write(new byte[5], 3, 2, 255, folder.resolve("picture.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 bytes are no picture of 3 x 2 pixels");
    }
}

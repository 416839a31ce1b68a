package io.gridwork.worker.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MandelbrotFixedTest {
    private static final long ONE = 1L << 28;
    private final MandelbrotFixed program = new MandelbrotFixed();

    private int steps(long re, long im, int iterations) throws JobFault {
        Bytes output = program.reference(new MandelbrotParams(1, 1, iterations, re, im, 1).encode(), Bytes.EMPTY);
        return LittleEndian.read(output).getShort();
    }

    @Test
    void pointsOfTheSetTakeAllSteps() throws JobFault {
        assertThat(steps(0, 0, 1000)).isEqualTo(1000);
        assertThat(steps(-ONE, 0, 1000)).isEqualTo(1000);
        assertThat(steps(-2 * ONE, 0, 1000)).isEqualTo(1000);
    }

    @Test
    void pointsOutsideLeaveAfterTheStepsOfArithmetic() throws JobFault {
        // 1: 0, 1, 2, 5: three values within the circle.
        assertThat(steps(ONE, 0, 1000)).isEqualTo(3);
        // 3: 0, then 3.
        assertThat(steps(3 * ONE, 0, 1000)).isEqualTo(1);
        assertThat(steps(4 * ONE - 1, 4 * ONE - 1, 1000)).isEqualTo(1);
    }

    @Test
    void thePictureShowsTheSetInBlack() throws JobFault, IOException {
        MandelbrotParams view = new MandelbrotParams(60, 40, 100, -9L << 26, -ONE, ONE / 20);
        Bytes params = view.encode();

        Bytes png = program.png(params, program.reference(params, Bytes.EMPTY)).orElseThrow();

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.toArray()));
        assertThat(image.getWidth()).isEqualTo(60);
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(new Color(image.getRGB(45, 20))).isEqualTo(Color.BLACK);
        assertThat(new Color(image.getRGB(0, 0))).isNotEqualTo(Color.BLACK);
    }

    @Test
    void aPictureThatLeavesTheNumbersIsRefused() {
        Bytes params = new MandelbrotParams(100, 1, 10, 0, 0, ONE).encode();

        assertThatThrownBy(() -> program.units(params))
                .isInstanceOf(JobFault.class)
                .hasMessageContaining("right edge is");
    }
}

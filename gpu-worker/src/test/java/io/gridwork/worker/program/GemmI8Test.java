package io.gridwork.worker.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GemmI8Test {
    private final GemmI8 program = new GemmI8();

    @Test
    void multipliesByHand() throws JobFault {
        byte[] input = {1, 2, 3, 4, /* B */ 5, 6, 7, 8};

        ByteBuffer c = LittleEndian.read(program.reference(new GemmI8.Shape(2, 2, 2).encode(), Bytes.wrap(input)));

        assertThat(new int[] {c.getInt(), c.getInt(), c.getInt(), c.getInt()}).containsExactly(19, 22, 43, 50);
    }

    @Test
    void theLargestSumFits() throws JobFault {
        byte[] input = new byte[2 << 16];
        Arrays.fill(input, (byte) -128);

        ByteBuffer c =
                LittleEndian.read(program.reference(new GemmI8.Shape(1, 1, 1 << 16).encode(), Bytes.wrap(input)));

        assertThat(c.getInt()).isEqualTo(1 << 30);
    }

    @Test
    void refusesSidesThatCouldOverflow() {
        assertThatThrownBy(() -> program.units(new GemmI8.Shape(1, 1, (1 << 16) + 1).encode()))
                .isInstanceOf(JobFault.class)
                .hasMessage("k is 65537: give 1 to 65536");
        assertThatThrownBy(() -> program.units(new GemmI8.Shape(1 << 16, 1 << 16, 1).encode()))
                .hasMessageContaining("more than 67108864 elements");
    }
}

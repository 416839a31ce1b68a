package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JobSpecTest {
    private static final Hash32 INPUT = Keccak256.hash("input");

    @Property
    void decoding_gives_back_what_was_encoded(
            @ForAll byte[] params,
            @ForAll @LongRange(min = 0) long outputLength,
            @ForAll @LongRange(min = 0, max = Bounds.UINT32) long node,
            @ForAll @Size(max = 7) List<@LongRange(min = 1, max = Bounds.UINT32) Long> excluded,
            @ForAll @IntRange(max = 40) int uriLength) {
        JobSpec spec = new JobSpec(
                new ProgramHash(Keccak256.hash(params)),
                INPUT,
                "é".repeat(uriLength),
                Bytes.copyOf(params),
                outputLength,
                new NodeId(node),
                excluded.stream().map(NodeId::new).toList());
        assertThat(JobSpec.decode(spec.encode())).isEqualTo(spec);
        assertThat(spec.hash()).isEqualTo(Keccak256.hash(spec.encode().toArray()));
    }

    @Property
    void bytes_that_are_no_spec_are_refused_with_their_length(@ForAll byte[] anything) {
        assertThatThrownBy(() -> JobSpec.decode(Bytes.copyOf(anything)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(anything.length + " bytes");
    }

    @Property(tries = 200)
    void a_spec_cut_short_is_refused(@ForAll @IntRange(min = 1, max = 300) int cut) {
        byte[] encoded = spec(1).encode().toArray();
        byte[] shortened = Arrays.copyOf(encoded, encoded.length - cut);
        assertThatThrownBy(() -> JobSpec.decode(Bytes.wrap(shortened))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_field_out_of_range_is_named() {
        assertThatThrownBy(() -> spec(-1)).hasMessageContaining("outputLength is -1");
        byte[] huge = spec(1).encode().toArray();
        Arrays.fill(huge, 32 + 4 * 32 + 24, 32 + 5 * 32, (byte) 0xff);
        assertThatThrownBy(() -> JobSpec.decode(Bytes.wrap(huge))).hasMessageContaining("outputLength");
    }

    private static JobSpec spec(long outputLength) {
        return new JobSpec(
                new ProgramHash(INPUT), INPUT, "http://a", Bytes.EMPTY, outputLength, NodeId.NONE, List.of());
    }
}

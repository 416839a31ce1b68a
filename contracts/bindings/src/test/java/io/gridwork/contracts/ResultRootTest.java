package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResultRootTest {
    private static final ProgramHash PROGRAM = new ProgramHash(Keccak256.hash("program"));
    private static final Hash32 INPUT = Keccak256.hash("input");
    private static final int MAX = 9 * ChunkTree.CHUNK_BYTES + 7;

    @Property(tries = 200)
    void every_chunk_proves_itself_and_nothing_else(
            @ForAll @IntRange(min = 1, max = MAX) int length,
            @ForAll long seed,
            @ForAll @IntRange(max = 1 << 20) int pick) {
        byte[] output = output(length, seed);
        ChunkTree tree = ChunkTree.of(output);
        ResultRoot root = ResultRoot.of(PROGRAM, INPUT, tree);
        for (int i = 0; i < tree.size(); i++) {
            assertThat(tree.proof(i).proves(root, PROGRAM, INPUT, chunk(output, i)))
                    .isTrue();
        }
        int index = pick % tree.size();
        ChunkProof proof = tree.proof(index);
        byte[] chunk = chunk(output, index);
        assertThat(proof.proves(root, PROGRAM, Keccak256.hash("another input"), chunk))
                .isFalse();
        assertThat(proof.proves(root, PROGRAM, INPUT, Arrays.copyOf(chunk, chunk.length + 1)))
                .isFalse();
        chunk[pick % chunk.length] ^= 1;
        assertThat(proof.proves(root, PROGRAM, INPUT, chunk)).isFalse();
    }

    @Property(tries = 100)
    void a_proof_of_another_length_or_with_siblings_missing_or_added_fails(
            @ForAll @IntRange(min = 1, max = MAX) int length, @ForAll long seed) {
        byte[] output = output(length, seed);
        ChunkTree tree = ChunkTree.of(output);
        ResultRoot root = ResultRoot.of(PROGRAM, INPUT, tree);
        ChunkProof proof = tree.proof(0);
        List<Hash32> siblings = proof.siblings();
        byte[] first = chunk(output, 0);
        assertThat(new ChunkProof(0, length + 1L, siblings).proves(root, PROGRAM, INPUT, first))
                .isFalse();
        List<Hash32> more = new java.util.ArrayList<>(siblings);
        more.add(INPUT);
        assertThat(new ChunkProof(0, length, more).proves(root, PROGRAM, INPUT, first))
                .isFalse();
        if (!siblings.isEmpty()) {
            List<Hash32> fewer = siblings.subList(0, siblings.size() - 1);
            assertThat(new ChunkProof(0, length, fewer).proves(root, PROGRAM, INPUT, first))
                    .isFalse();
        }
    }

    @Property(tries = 100)
    void a_stream_that_trickles_gives_the_root_of_the_whole(
            @ForAll @IntRange(max = MAX) int length, @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int step)
            throws IOException {
        byte[] output = output(length, seed);
        InputStream trickle = new ByteArrayInputStream(output) {
            @Override
            public synchronized int read(byte[] into, int offset, int count) {
                return super.read(into, offset, Math.min(count, step));
            }
        };
        ChunkTree tree = ChunkTree.read(trickle);
        assertThat(tree.totalLength()).isEqualTo(length);
        assertThat(ResultRoot.of(PROGRAM, INPUT, tree)).isEqualTo(ResultRoot.of(PROGRAM, INPUT, output));
    }

    @Test
    void root_depends_on_program_input_and_each_trailing_zero() {
        byte[] output = new byte[ChunkTree.CHUNK_BYTES];
        ResultRoot root = ResultRoot.of(PROGRAM, INPUT, output);
        assertThat(List.of(
                        ResultRoot.of(new ProgramHash(INPUT), INPUT, output),
                        ResultRoot.of(PROGRAM, PROGRAM.value(), output),
                        ResultRoot.of(PROGRAM, INPUT, new byte[ChunkTree.CHUNK_BYTES - 1]),
                        ResultRoot.of(PROGRAM, INPUT, new byte[ChunkTree.CHUNK_BYTES + 1]),
                        ResultRoot.of(PROGRAM, INPUT, new byte[0])))
                .doesNotContain(root)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_proof_for_a_chunk_that_cannot_exist_is_refused() {
        assertThatThrownBy(() -> new ChunkProof(2, 2L * ChunkTree.CHUNK_BYTES, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chunk index is 2");
        assertThatThrownBy(() -> ChunkTree.of(new byte[1]).proof(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ChunkTree.of(new byte[0]).proof(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] output(int length, long seed) {
        byte[] output = new byte[length];
        new Random(seed).nextBytes(output);
        return output;
    }

    private static byte[] chunk(byte[] output, int index) {
        int from = index * ChunkTree.CHUNK_BYTES;
        return Arrays.copyOfRange(output, from, Math.min(output.length, from + ChunkTree.CHUNK_BYTES));
    }
}

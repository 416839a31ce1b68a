package io.gridwork.indexer.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.chain.BlockRange;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Against a set of bits. */
final class BlockRangesTest {
    private static final int BLOCKS = 64;

    @Provide
    Arbitrary<BlockRange> range() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, BLOCKS - 1),
                        Arbitraries.integers().between(0, 12))
                .as((from, more) -> new BlockRange(from, Math.min(BLOCKS - 1, from + more)));
    }

    @Provide
    Arbitrary<List<BlockRange>> ranges() {
        return range().list().ofMaxSize(12);
    }

    private static BitSet bits(List<BlockRange> ranges) {
        BitSet bits = new BitSet();
        ranges.forEach(range -> bits.set((int) range.from(), (int) range.to() + 1));
        return bits;
    }

    @Property
    void theSetIsTheUnionAndHasOneForm(@ForAll("ranges") List<BlockRange> ranges) {
        BlockRanges set = BlockRanges.of(ranges);
        assertThat(bits(set.ranges())).isEqualTo(bits(ranges));
        BlockRanges oneByOne = BlockRanges.NONE;
        for (BlockRange range : ranges) oneByOne = oneByOne.plus(range);
        assertThat(oneByOne).isEqualTo(set);
        for (int i = 1; i < set.ranges().size(); i++) {
            assertThat(set.ranges().get(i).from())
                    .isGreaterThan(set.ranges().get(i - 1).to() + 1);
        }
    }

    @Property
    void whatIsMissingIsTheRest(@ForAll("ranges") List<BlockRange> ranges, @ForAll("range") BlockRange whole) {
        BitSet expected = bits(List.of(whole));
        expected.andNot(bits(ranges));
        assertThat(bits(BlockRanges.of(ranges).missingFrom(whole).ranges())).isEqualTo(expected);
    }

    @Property
    void upToCutsOff(@ForAll("ranges") List<BlockRange> ranges, @ForAll @IntRange(max = BLOCKS) int block) {
        BitSet expected = bits(ranges);
        expected.clear(block + 1, BLOCKS + 2);
        assertThat(bits(BlockRanges.of(ranges).upTo(block).ranges())).isEqualTo(expected);
    }
}

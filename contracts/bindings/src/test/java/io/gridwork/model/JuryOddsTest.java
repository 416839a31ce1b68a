package io.gridwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JuryOddsTest {
    private static final int[] SHARES = {10, 20, 30, 40};
    private static final int LARGE = 1_000;

    @Test
    void the_table_in_the_audit_guide_is_what_comes_out() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("gridwork.root"), "contracts/AUDIT.md"));
        assertThat(guide)
                .as("replace the table in contracts/AUDIT.md by this one")
                .contains(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        for (int seats : new int[] {9, 5})
            for (int tickets : new int[] {LARGE, 4 * seats})
                for (int enrolling : new int[] {90, 60})
                    table.append(row(seats, tickets, enrolling)).append('\n');
        return table.toString();
    }

    private static String row(int seats, int tickets, int enrolling) {
        String cells = IntStream.of(SHARES)
                .mapToObj(share -> new JuryOdds(seats, tickets, share * tickets / 100, enrolling / 100.0))
                .map(odds -> String.format(Locale.ROOT, "%.3f, %.3f", odds.capture(), odds.veto()))
                .collect(Collectors.joining(" | "));
        return "| " + seats + " | " + tickets + " | " + enrolling + " % | " + cells + " |";
    }

    /** The figures in the design (§17.1), which its reviewers computed; those of five seats are of a smaller class. */
    @ParameterizedTest
    @CsvSource({
        "5, 10, .011",
        "5, 20, .070",
        "5, 30, .189",
        "5, 40, .353",
        "9, 10, .001",
        "9, 20, .027",
        "9, 30, .128",
        "9, 40, .320"
    })
    void a_large_class_has_the_odds_of_the_design(int seats, int share, double capture) {
        assertThat(new JuryOdds(seats, LARGE, share * LARGE / 100, .9).capture())
                .isCloseTo(capture, within(.01));
    }

    /** Hashes instead of formulas: disputes with seeds of their own, whose tickets draw as the contract has them draw. */
    @ParameterizedTest
    @CsvSource({"5, 20, 8, .6", "9, 36, 14, .9", "9, 120, 48, .6"})
    void disputes_with_real_draws_agree(int seats, int tickets, int coalition, double enrolling) {
        var odds = new JuryOdds(seats, tickets, coalition, enrolling);
        var random = new SplittableRandom(1);
        int trials = 4_000;
        int captures = 0;
        int vetoes = 0;
        for (int trial = 0; trial < trials; trial++) {
            Hash32 seed = Keccak256.hash("dispute " + trial);
            List<BigInteger> honest = new ArrayList<>();
            List<BigInteger> own = new ArrayList<>();
            for (int node = 1; node <= tickets; node++) {
                BigInteger draw = Draws.draw(seed, Hash32.ZERO, node, 0);
                if (!Draws.isLucky(draw, tickets, seats)) continue;
                if (node <= coalition) own.add(draw);
                else if (random.nextDouble() < enrolling) honest.add(draw);
            }
            List<BigInteger> all = new ArrayList<>(honest);
            all.addAll(own);
            Collections.sort(all);
            boolean rules = all.size() >= seats
                    && all.subList(0, seats).stream().filter(own::contains).count() > seats / 2;
            if (rules) captures++;
            if (rules || honest.size() < seats) vetoes++;
        }
        // Four standard deviations of the widest.
        assertThat(captures / (double) trials).isCloseTo(odds.capture(), within(.032));
        assertThat(vetoes / (double) trials).isCloseTo(odds.veto(), within(.032));
    }

    @Test
    void a_coalition_of_nobody_captures_nothing_and_one_of_all_everything() {
        assertThat(new JuryOdds(9, 1_000, 0, 1).capture()).isZero();
        assertThat(new JuryOdds(9, 1_000, 1_000, 1).capture()).isCloseTo(1, within(1e-3));
        assertThatThrownBy(() -> new JuryOdds(9, 36, 37, 1)).hasMessageContaining("a coalition with 37 of 36 tickets");
    }

    @Test
    void the_limit_is_the_contracts() {
        assertThat(Draws.limit(27, 9)).isEqualTo(Draws.HIGHEST);
        assertThat(Draws.limit(28, 9))
                .isEqualTo(Draws.HIGHEST.divide(BigInteger.valueOf(28)).multiply(BigInteger.valueOf(27)));
    }
}

package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.pipeline.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressPrinterTest {
    private final StringWriter text = new StringWriter();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private static Progress filling(long done, long left) {
        return new Progress(done, 10 * done, 0, 0, done, done + left, left, false);
    }

    private ProgressPrinter printer(boolean terminal) {
        return new ProgressPrinter(new PrintWriter(text), () -> now, terminal);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void rateAndTimeLeftAreThoseOfLate() {
        ProgressPrinter printer = printer(true);
        for (int i = 1; i <= 100; i++) {
            pass(1);
            printer.accept(filling(1_000L * i, 1_000_000 - 1_000L * i));
        }
        text.getBuffer().setLength(0);
        for (int i = 1; i <= 60; i++) {
            pass(1);
            printer.accept(filling(100_000 + 100L * i, 900_000 - 100L * i));
        }
        assertThat(text.toString().lines().reduce((_, last) -> last))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("1,060,000 events", "1,000 events/s", "100 blocks/s", "894,000 blocks to go")
                        .contains("about 2 h 29 min left"));
    }

    private static Progress atHead(long block, boolean following) {
        return new Progress(block, 10 * block, 0, 0, block, block, 0, following);
    }

    @Test
    void elsewhereALineEveryTenSecondsAndOneWhenTheHeadIsReached() {
        ProgressPrinter printer = printer(false);
        for (int i = 1; i <= 45; i++) {
            pass(1);
            printer.accept(filling(i, 100));
        }
        assertThat(text.toString().lines()).hasSize(4);
        printer.accept(atHead(46, true));
        assertThat(text.toString().lines()).hasSize(5);
        assertThat(text.toString()).contains("block 46 is the head");
    }

    @Test
    void elsewhereLinesGetRarer() {
        ProgressPrinter printer = printer(false);
        for (int i = 1; i <= 24 * 3_600; i++) {
            pass(1);
            printer.accept(filling(i, 1_000_000));
        }
        assertThat(text.toString().lines().count()).isBetween(24 * 6L, 24 * 7L + 30);
    }

    /** As the indexer reports it: the block is written, a round looks whether there is more, the next one finds nothing. */
    @Test
    void elsewhereANewBlockHasNoLineOfItsOwn() {
        ProgressPrinter printer = printer(false);
        printer.accept(atHead(100, true));
        for (int block = 101; block <= 400; block++) {
            pass(6);
            printer.accept(atHead(block, true));
            pass(6);
            printer.accept(atHead(block, false));
            printer.accept(atHead(block, true));
        }
        assertThat(text.toString().lines().count()).isLessThan(50);
        assertThat(text.toString().lines())
                .allSatisfy(line -> assertThat(line).contains("is the head", "waiting for new blocks"));
    }

    @Test
    void elsewhereWhoeverFallsBehindAndCatchesUpIsToldBoth() {
        ProgressPrinter printer = printer(false);
        printer.accept(atHead(100, true));
        for (int i = 1; i <= 30; i++) {
            pass(1);
            printer.accept(filling(i, 5_000));
        }
        pass(1);
        printer.accept(atHead(5_100, true));
        assertThat(text.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).contains("block 100 is the head"),
                        line -> assertThat(line).contains("blocks to go"),
                        line -> assertThat(line).contains("blocks to go"),
                        line -> assertThat(line).contains("blocks to go"),
                        line -> assertThat(line).contains("block 5,100 is the head"));
    }

    /** A run of 22 s that begins with requests for single blocks was told to take 19 hours. */
    @Test
    void noTimeIsEstimatedBeforeEnoughIsDone() {
        ProgressPrinter printer = printer(true);
        for (int i = 1; i <= 9; i++) {
            pass(1);
            printer.accept(filling(i, 700_000));
        }
        assertThat(text.toString()).contains("time left not known yet").doesNotContain("about");
        pass(2);
        printer.accept(filling(20, 699_980));
        assertThat(text.toString()).doesNotContain("about");
        pass(1);
        printer.accept(filling(350_000, 350_000));
        assertThat(text.toString()).contains("about 12 s left");
    }

    @Test
    void aSlowRunIsEstimatedAfterAMinute() {
        ProgressPrinter printer = printer(true);
        for (int i = 1; i <= 60; i++) {
            pass(1);
            printer.accept(filling(i, 7_200));
        }
        assertThat(text.toString()).contains("about 2 h 0 min left");
        assertThat(text.toString().indexOf("about"))
                .isGreaterThan(text.toString().indexOf("block 59 of"));
    }

    @Test
    void onATerminalTheLineRenewsItself() {
        ProgressPrinter printer = printer(true);
        for (int i = 1; i <= 3; i++) {
            pass(1);
            printer.accept(filling(i, 100));
        }
        printer.finish();
        assertThat(text.toString().split("\r", -1)).hasSize(4);
        assertThat(text.toString()).endsWith(System.lineSeparator());
        assertThat(printer.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "90, 2 min", "3600, 1 h 0 min", "86399, 23 h 59 min", "864000, 10 days"})
    void durationsAreReadable(long seconds, String words) {
        assertThat(Rate.words(seconds)).isEqualTo(words);
    }
}

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
        ProgressPrinter printer = printer(false);
        for (int i = 1; i <= 100; i++) {
            pass(1);
            printer.accept(filling(1_000L * i, 1_000_000 - 1_000L * i));
        }
        text.getBuffer().setLength(0);
        for (int i = 1; i <= 60; i++) {
            pass(1);
            printer.accept(filling(100_000 + 100L * i, 900_000 - 100L * i));
        }
        assertThat(text.toString().strip().lines().reduce((_, last) -> last))
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("1,060,000 events", "1,000 events/s", "100 blocks/s", "894,000 blocks to go")
                        .contains("about 2 h 29 min left"));
    }

    @Test
    void elsewhereALineEveryTenSecondsAndOneWhenTheHeadIsReached() {
        ProgressPrinter printer = printer(false);
        for (int i = 1; i <= 45; i++) {
            pass(1);
            printer.accept(filling(i, 100));
        }
        assertThat(text.toString().lines()).hasSize(4);
        Progress atHead = new Progress(45, 450, 0, 0, 45, 45, 0, true);
        for (int i = 0; i < 100; i++) {
            pass(1);
            printer.accept(atHead);
        }
        assertThat(text.toString().lines()).hasSize(5);
        assertThat(text.toString()).contains("block 45 is the head");
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

package io.gridwork.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.rpc.Decision.AskAnother;
import io.gridwork.rpc.Decision.Later;
import io.gridwork.rpc.Decision.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTest {
    private static final Decision OVERLOADED = new Later(null, true, null);

    private final BatchSize size = new BatchSize(100);

    @ParameterizedTest
    @CsvSource({
        "100, batch size too large, 50",
        "100, batch limit is 25, 25",
        "100, 'batch of 100 requests, at most 10', 10",
        "100, batch of 100 is too large, 50",
        "3, batches are not supported, 1",
        "2, no batches, 1"
    })
    void aRefusalTellsTheSize(int asked, String words, int next) {
        assertThat(size.refused(asked, Decision.NO, true, words)).isTrue();
        assertThat(size.now()).isEqualTo(next);
    }

    @Test
    void anErrorOfTheNodeThatNobodyCanExplainMayBeAboutTheSize() {
        assertThat(size.refused(100, Decision.LATER, true, "internal error")).isTrue();
        assertThat(size.now()).isEqualTo(50);
    }

    @Test
    void aLostConnectionSaysNothingAboutTheSize() {
        assertThat(size.refused(100, Decision.LATER, false, "connection reset")).isFalse();
        assertThat(size.now()).isEqualTo(100);
    }

    @Test
    void noAccessAndTooManyRequestsAreNotAboutTheSizeUnlessTheySaySo() {
        for (Decision decision : new Decision[] {
            OVERLOADED, new Later(Duration.ofSeconds(1), false, null), new AskAnother(Reason.NO_ACCESS), Decision.STOP
        }) {
            assertThat(size.refused(100, decision, true, "try again")).isFalse();
            assertThat(size.now()).isEqualTo(100);
        }
        assertThat(size.refused(100, OVERLOADED, true, "batch too large")).isTrue();
        assertThat(size.now()).isEqualTo(50);
    }

    @Test
    void aSizeThatWorksForLongIsDoubledUpToWhatIsWanted() {
        size.refused(100, Decision.NO, true, "batch limit is 30");
        answered(99);
        assertThat(size.now()).isEqualTo(30);
        answered(1);
        assertThat(size.now()).isEqualTo(60);
        answered(100);
        assertThat(size.now()).isEqualTo(100);
    }

    @Test
    void aRefusalBetweenBeginsTheCountAnew() {
        size.refused(100, Decision.NO, true, "batch limit is 30");
        answered(99);
        size.refused(30, Decision.NO, true, "batch limit is 30");
        answered(1);
        assertThat(size.now()).isEqualTo(15);
    }

    private void answered(int batches) {
        for (int i = 0; i < batches; i++) size.answered();
    }
}

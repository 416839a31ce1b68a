package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.JobState.Discovered;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.Journal.Cost;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobLineTest {
    private static final PostedJob JOB = Jobs.posted("one", 1, 1);

    private static String line(JobState state, Map<Cost, Long> costs) {
        return JobLine.of(new Journal.Entry(JOB, state), costs).replace(JOB.id() + "  ", "");
    }

    @Test
    void costsAreInUnitsThatPeopleUse() {
        assertThat(line(
                        new Discovered().claimed(0),
                        Map.of(
                                Cost.GAS_WEI, 150_337_001_052_359L,
                                Cost.MILLI_JOULES, 35_100L,
                                Cost.KERNEL_NANOS, 1_250_000_000L)))
                .isEqualTo("claimed (seat 0)  gas 0.00015 native coins  energy 35.1 J  device time 1.25 s");
    }

    @Test
    void aJobThatWasGivenUpSaysWhy() {
        assertThat(line(new Discovered().missed("others took its seats"), Map.of()))
                .isEqualTo("given up, not claimed: others took its seats");
    }
}

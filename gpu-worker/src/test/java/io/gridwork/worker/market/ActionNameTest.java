package io.gridwork.worker.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.contracts.JobState;
import org.junit.jupiter.api.Test;

class ActionNameTest {
    private static final String JOB = "0x" + "5a".repeat(32);

    @Test
    void anActionIsToldInWordsWithItsJob() {
        assertThat(ActionName.withJob("post:" + JOB, "approve"))
                .isEqualTo("the approval of the payment (job " + JOB + ")");
        assertThat(ActionName.withJob(JOB, 2, "reveal")).isEqualTo("the reveal of the result (job " + JOB + ")");
        assertThat(ActionName.words(JOB, "poke", JobState.REVEALING)).isEqualTo("the end of an overdue state");
        assertThat(ActionName.withJob("stake:1:2026-11-29T12:00:00Z", "stake")).isEqualTo("the addition to the stake");
    }

    @Test
    void anActionWithoutWordsIsATransaction() {
        assertThat(ActionName.words("something", 7)).isEqualTo("the transaction");
    }
}

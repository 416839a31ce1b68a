package io.gridwork.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobErrorTest {
    /** These bytes are part of the protocol: redundant seats agree on them. */
    @Test
    void theRecordIsTheSameForEveryWorker() {
        assertThat(new String(JobError.BUILD_FAILED.output().toArray(), StandardCharsets.US_ASCII))
                .isEqualTo("gridwork-error/1 BUILD_FAILED\n");
        assertThat(JobError.values())
                .extracting(Enum::name)
                .containsExactly(
                        "INVALID_PARAMS",
                        "INVALID_INPUT",
                        "INVALID_MANIFEST",
                        "BUILD_FAILED",
                        "BUILD_TIMED_OUT",
                        "TIMED_OUT",
                        "CRASHED");
    }

    @Test
    void isRecognisedInAnOutputAndNowhereElse() {
        for (JobError error : JobError.values())
            assertThat(JobError.in(error.output())).contains(error);
        assertThat(JobError.in(Bytes.EMPTY)).isEmpty();
        assertThat(JobError.in(Bytes.wrap("gridwork-error/1 BUILD_FAILED".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }
}

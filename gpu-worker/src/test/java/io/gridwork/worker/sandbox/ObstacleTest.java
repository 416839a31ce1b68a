package io.gridwork.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Programs;
import org.junit.jupiter.api.Test;

/** What can be known of a task before it is claimed. */
class ObstacleTest extends SandboxedPool {
    @Test
    void aKernelIsCompiledBeforeItsJobIsClaimed() throws InterruptedException {
        assertThat(pool().obstacle(Kernels.task(Kernels.kernel("out[0] = 1;"), "")))
                .isEmpty();
        assertThat(pool().obstacle(Kernels.task(Kernels.kernel("out[0] = nothing;"), "")))
                .hasValueSatisfying(result -> assertThat(result)
                        .isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
                            assertThat(failed.error()).isEqualTo(JobError.BUILD_FAILED);
                            assertThat(failed.detail()).contains("undeclared identifier 'nothing'");
                        }));
    }

    @Test
    void ourOwnProgramsNeedNoLook() throws InterruptedException {
        assertThat(pool().obstacle(Programs.builtIn().getFirst().example())).isEmpty();
    }
}

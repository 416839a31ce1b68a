package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.app.Finding.Level;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.sandbox.RunnerConfig.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeviceDoctorTest {
    private static List<Finding> examined(String device, Mode isolation) throws InterruptedException {
        return DeviceDoctor.examine(new RunnerConfig(device, 1, 1L << 30, isolation, 0));
    }

    private static Finding finding(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOpenClDeviceIsNamedWithItsPlatform() throws InterruptedException {
        List<Finding> findings = examined(RunnerConfig.AUTO, Mode.OFF);
        Finding device = finding(findings, "device");
        assumeThat(device.level()).as(device.text()).isEqualTo(Level.OK);

        assertThat(device.text()).contains(" on ", "(OpenCL ", "driver ").doesNotContain("Java reference");
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("gemm-i8"))
                .extracting(Finding::level)
                .containsExactly(Level.OK);
    }

    @Test
    void aDeviceThatIsNotThereIsAFailureAndNothingStandsInForIt() throws InterruptedException {
        List<Finding> findings = examined("abacus", Mode.OFF);

        assertThat(findings).extracting(Finding::level).containsExactly(Level.FAILURE);
        assertThat(findings.getFirst().text()).containsAnyOf("\"abacus\"", "no OpenCL runtime", "no driver");
        assertThat(findings.getFirst().remedy())
                .contains("apt-get install ocl-icd-libopencl1 pocl-opencl-icd", "--device reference");
    }

    @Test
    void theReferenceIsNeverOkEvenWhereItWasChosen() throws InterruptedException {
        List<Finding> findings = examined(RunnerConfig.REFERENCE, Mode.AUTO);

        assertThat(finding(findings, "device").level()).isEqualTo(Level.WARNING);
        assertThat(finding(findings, "device").text()).contains("Java reference");
        assertThat(finding(findings, "kernels").level()).isEqualTo(Level.WARNING);
        assertThat(finding(findings, "kernels").text()).contains("need an OpenCL device");
        assertThat(findings).extracting(Finding::level).doesNotContain(Level.FAILURE);
    }

    @Test
    void aMissingSandboxIsAWarningWithItsRemedy() throws InterruptedException {
        List<Finding> findings = examined(RunnerConfig.AUTO, Mode.OFF);
        assumeThat(finding(findings, "device").level()).isEqualTo(Level.OK);

        Finding kernels = finding(findings, "kernels");
        assertThat(kernels.level()).isEqualTo(Level.WARNING);
        assertThat(kernels.text()).contains("run in a sandbox only");
        assertThat(kernels.remedy()).isEqualTo("leave out --isolation off");
    }

    @Test
    void aJdkWhosePathTellsAnAccountIsAWarning() {
        assertThat(DeviceDoctor.jdk(Path.of("/usr/lib/jvm/temurin-25-jdk-amd64")))
                .isEmpty();
        assertThat(DeviceDoctor.jdk(Path.of("/opt/jdk"))).isEmpty();
        assertThat(DeviceDoctor.jdk(Path.of("/home/alice/.sdkman/java/25")))
                .hasValueSatisfying(finding -> assertThat(finding.level()).isEqualTo(Level.WARNING))
                .hasValueSatisfying(finding -> assertThat(finding.text()).contains("/home/alice/"));
    }

    @Test
    void aWrongResultIsAFailure() throws InterruptedException {
        JobRunner wrong = new Answers(result -> result instanceof RunResult.Computed done
                ? new RunResult.Computed(Bytes.EMPTY, "", done.kernelNanos(), 0, done.energy(), "")
                : result);

        List<Finding> findings = DeviceDoctor.programs(wrong, Programs.builtIn());

        assertThat(findings).extracting(Finding::level).containsOnly(Level.FAILURE);
        assertThat(findings.getFirst().text()).contains("another result than the Java reference");
        assertThat(findings.getFirst().remedy()).contains("--device");
    }

    @Test
    void aProgramThatDoesNotRunIsAWarningAndAFailureWhenNoneDoes() throws InterruptedException {
        JobRunner broken = new Answers(_ -> new RunResult.Abandoned("out of order"));
        JobRunner failing = new Answers(_ -> new RunResult.Failed(JobError.CRASHED, "signal 11", Energy.UNKNOWN));
        int[] runs = {0};
        JobRunner partly = new Answers(result -> runs[0]++ == 0 ? new RunResult.Abandoned("out of order") : result);

        assertThat(DeviceDoctor.programs(broken, Programs.builtIn()))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.FAILURE))
                .allSatisfy(finding -> assertThat(finding.text()).contains("out of order"));
        assertThat(DeviceDoctor.programs(failing, Programs.builtIn()))
                .allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.FAILURE))
                .allSatisfy(finding -> assertThat(finding.text()).contains("signal 11"));
        assertThat(DeviceDoctor.programs(partly, Programs.builtIn()))
                .extracting(Finding::level)
                .startsWith(Level.WARNING, Level.OK)
                .doesNotContain(Level.FAILURE);
    }

    @Test
    void aProgramThatNeedsMoreMemoryIsAWarningWithTheOptionThatGivesIt() throws InterruptedException {
        Program large = Programs.builtIn().getFirst();
        JobRunner small = new Answers(UnaryOperator.identity()) {
            @Override
            public Optional<String> refusal(Program program) {
                return program.equals(large) ? Optional.of("too large") : Optional.empty();
            }
        };

        Finding refused = DeviceDoctor.programs(small, Programs.builtIn()).getFirst();

        assertThat(refused.level()).isEqualTo(Level.WARNING);
        assertThat(refused.text()).contains("too large");
        assertThat(refused.remedy()).endsWith("--memory-mib " + (large.limits().memoryBytes() >> 20));
    }

    @Test
    void theSummaryIsAsBadAsTheWorstFinding() {
        Finding ok = Finding.ok("a", "");
        Finding warning = Finding.warning("b", "", "");
        Finding failure = Finding.failure("c", "", "");

        assertThat(Finding.summary(List.of(ok, ok)))
                .isEqualTo(Finding.ok("summary", "this worker is ready for jobs: 2 ok, 0 warnings, 0 failures"));
        assertThat(Finding.summary(List.of(ok, warning)).level()).isEqualTo(Level.WARNING);
        assertThat(Finding.summary(List.of(ok, warning)).text())
                .contains("some jobs only: 1 ok, 1 warning, 0 failures");
        assertThat(Finding.summary(List.of(failure, ok, warning)).level()).isEqualTo(Level.FAILURE);
        assertThat(Finding.summary(List.of(failure, failure)).text()).contains("no job: 0 ok, 0 warnings, 2 failures");
    }

    /** The reference, and what a device makes of its results. */
    private static class Answers implements JobRunner {
        private final JobRunner reference = new ReferenceRunner(System::nanoTime);
        private final UnaryOperator<RunResult> change;

        Answers(UnaryOperator<RunResult> change) {
            this.change = change;
        }

        @Override
        public RunResult run(Task task) throws InterruptedException {
            return change.apply(reference.run(task));
        }

        @Override
        public Optional<String> refusal(Program program) {
            return Optional.empty();
        }

        @Override
        public String description() {
            return "a device of this test";
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void close() {}
    }
}

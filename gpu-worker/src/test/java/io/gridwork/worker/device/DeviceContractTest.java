package io.gridwork.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.SearchParams;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every device does, each judged by the other one. */
abstract class DeviceContractTest {
    private static final long MINUTE = 60_000_000_000L;

    protected Device device;
    protected Device judge;

    abstract Device open() throws DeviceException;

    abstract Device openJudge() throws DeviceException;

    @BeforeEach
    void openBoth() {
        device = openOrAbort(this::open);
        judge = openOrAbort(this::openJudge);
    }

    private interface Opening {
        Device open() throws DeviceException;
    }

    private static Device openOrAbort(Opening opening) {
        try {
            return opening.open();
        } catch (DeviceException e) {
            assumeThat(false).as(e.getMessage()).isTrue();
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        if (device != null) device.close();
        if (judge != null) judge.close();
    }

    static Stream<BuiltIn> programs() {
        return Programs.builtIn().stream();
    }

    private static Watch watch() {
        return new Watch(System::nanoTime, MINUTE, () -> {});
    }

    static Bytes output(Device device, Task task) throws JobFault, DeviceException {
        return device.run(task, Variation.NONE, watch()).output();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void givesTheJudgesOutputForRandomTasks(BuiltIn program) throws JobFault, DeviceException {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 10; i++) {
            Task task = program.random(random);
            assertThat(output(device, task))
                    .as("task %d: %s", i, program.schema().decode(task.params()))
                    .isEqualTo(output(judge, task));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void givesTheJudgesOutputForTheExample(BuiltIn program) throws JobFault, DeviceException {
        assertThat(output(device, program.example())).isEqualTo(output(judge, program.example()));
    }

    @Test
    void findsTheLowestOfManyNonces() throws JobFault, DeviceException {
        // Every hash is below this target, so each work-item finds one.
        Bytes params = new SearchParams(7, 1 << 20, new Hash32(-1, -1, -1, -1)).encode();

        Bytes output = output(device, new Task(Search.KECCAK256, params, Bytes.wrap(new byte[32])));

        assertThat(Search.KECCAK256.describe(params, output)).startsWith("nonce 7, ");
    }

    @Test
    void doesNotLookBeyondTheRange() throws JobFault, DeviceException {
        Task example = Search.KECCAK256.example();
        long found = 244_502;

        assertThat(output(device, search(example, found, 1)))
                .isNotEqualTo(output(device, search(example, found - 10, 10)));
        assertThat(Search.KECCAK256.describe(example.params(), output(device, search(example, found - 10, 10))))
                .isEqualTo("no nonce in the range");
    }

    private static Task search(Task example, long start, long count) {
        Bytes params = new SearchParams(start, count, new Hash32(1L << 43, 0, 0, 0)).encode();
        return new Task(Search.KECCAK256, params, example.input());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void wrongParametersAreTheJobsFault(BuiltIn program) {
        Task task = new Task(program, Bytes.wrap(new byte[3]), program.example().input());

        assertThatThrownBy(() -> device.run(task, Variation.NONE, watch()))
                .isInstanceOfSatisfying(
                        JobFault.class, fault -> assertThat(fault.error()).isEqualTo(JobError.INVALID_PARAMS));
    }

    @Test
    void saysWhenTheLaunchesBegin() throws JobFault, DeviceException {
        AtomicInteger times = new AtomicInteger();

        device.run(
                Search.SHA256D.random(new SplittableRandom(1)),
                Variation.NONE,
                new Watch(System::nanoTime, MINUTE, times::incrementAndGet));

        assertThat(times).hasValue(1);
    }
}

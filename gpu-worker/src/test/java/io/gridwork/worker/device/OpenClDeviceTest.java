package io.gridwork.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Histogram;
import io.gridwork.worker.program.Search;
import io.gridwork.worker.program.SearchParams;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenClDeviceTest extends DeviceContractTest {
    @Override
    Device open() throws DeviceException {
        return OpenClDevice.open("");
    }

    @Override
    Device openJudge() {
        return new ReferenceDevice();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theWayTheWorkIsCutDoesNotShow(BuiltIn program) throws JobFault, DeviceException {
        Task task = program.random(new SplittableRandom(9));
        Bytes expected = program.reference(task.params(), task.input());
        for (Variation variation :
                new Variation[] {new Variation(16, 1), new Variation(64, 32), new Variation(256, 64)}) {
            Device.Run run = device.run(task, variation, new Watch(System::nanoTime, Long.MAX_VALUE, () -> {}));
            assertThat(run.output()).as("%s", variation).isEqualTo(expected);
        }
    }

    @Test
    void stopsBetweenLaunchesWhenTheTimeIsOver() {
        // A clock that goes on by a second whenever it is looked at, and a search that finds nothing.
        AtomicLong clock = new AtomicLong();
        Watch watch = new Watch(() -> clock.addAndGet(1_000_000_000), 20_000_000_000L, () -> {});
        Bytes params = new SearchParams(0, SearchParams.MAX_COUNT, Hash32.ZERO).encode();

        assertThatThrownBy(() ->
                        device.run(new Task(Search.KECCAK256, params, Bytes.wrap(new byte[32])), Variation.NONE, watch))
                .isInstanceOfSatisfying(
                        JobFault.class, fault -> assertThat(fault.error()).isEqualTo(JobError.TIMED_OUT));
    }

    /** Whose turn it is at a safepoint is told to a running thread by a SIGSEGV, which LLVM must not take for a crash of its own. */
    @Test
    void compilesWhileTheVirtualMachineStopsItsThreadsBySignals() throws JobFault, DeviceException {
        Task task = new Task(new Histogram(), Bytes.EMPTY, Bytes.wrap(new byte[1]));
        Bytes expected = output(judge, task);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong turns = new AtomicLong();
        Thread runs = Thread.ofPlatform().start(() -> {
            while (!done.get()) turns.incrementAndGet();
        });
        Thread.ofPlatform().start(() -> {
            while (!done.get()) runs.getStackTrace();
        });
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(output(device, task)).isEqualTo(expected);
            }
        } finally {
            done.set(true);
        }
    }

    @Test
    void aDeviceThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> OpenClDevice.open("abacus"))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("no OpenCL device is named \"abacus\"; this machine has: ");
    }
}

package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.Histogram;
import io.gridwork.worker.program.Task;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The main class of a runner process: opens a device, does one task, ends. Messages come on standard input and go to the file that
 * the first argument names; standard output and error are the kernel's to scribble on.
 */
public final class Runner {
    /** Second argument for {@link ReferenceDevice}; anything else is part of an OpenCL device's name, or empty. */
    public static final String REFERENCE = "reference";

    private static final int MAX_DETAIL = 8 << 10;
    private static final long MAX_ASSIGNMENT = Integer.MAX_VALUE - 64;

    private Runner() {}

    public static void main(String[] args) throws IOException {
        try (OutputStream out = new FileOutputStream(args[0])) {
            serve(args[1], System.in, out);
        }
        // Drivers leave threads behind that are no daemons.
        Runtime.getRuntime().halt(0);
    }

    private static void serve(String name, InputStream in, OutputStream out) throws IOException {
        try (Device device = name.equals(REFERENCE) ? new ReferenceDevice() : OpenClDevice.open(name)) {
            warm(device);
            Frames.write(out, new Message.Ready(device.description()));
            if (Frames.read(in, MAX_ASSIGNMENT).orElse(null) instanceof Message.Assign(Task task)) {
                endWithSupervisor(in);
                Frames.write(out, run(device, task, out));
            }
        } catch (DeviceException e) {
            Frames.write(out, new Message.GaveUp(String.valueOf(e.getMessage())));
        }
    }

    /** The first compilation in a process takes most of a second longer than the next, so it is done before there is a task. */
    private static void warm(Device device) throws DeviceException {
        try {
            device.run(
                    new Task(new Histogram(), Bytes.EMPTY, Bytes.wrap(new byte[1])),
                    new Watch(System::nanoTime, Long.MAX_VALUE, () -> {}));
        } catch (JobFault e) {
            throw new DeviceException(device.description() + " cannot run a simple kernel: " + e.detail(), e);
        }
    }

    private static Message run(Device device, Task task, OutputStream out) {
        long cpu = cpuMillis();
        Watch watch = new Watch(System::nanoTime, task.program().limits().wallMs() * 1_000_000, () -> built(out));
        try {
            Device.Run run = device.run(task, watch);
            return new Message.Done(
                    run.output(), run.buildNanos(), run.kernelNanos(), cpu < 0 ? -1 : cpuMillis() - cpu);
        } catch (JobFault fault) {
            String detail = fault.detail();
            return new Message.Fault(fault.error(), detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
        } catch (DeviceException e) {
            return new Message.GaveUp(String.valueOf(e.getMessage()));
        }
    }

    private static void built(OutputStream out) {
        try {
            Frames.write(out, new Message.Built());
        } catch (IOException e) {
            // Nobody is listening any more.
            Runtime.getRuntime().halt(1);
        }
    }

    private static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(-1L);
    }

    /** The supervisor holds the other end of standard input open until it has the result; if it dies, so does this process. */
    private static void endWithSupervisor(InputStream in) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // As good as the end of the stream.
            }
            Runtime.getRuntime().halt(1);
        });
    }
}

package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.Histogram;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a runner process: opens a device and does tasks until standard input ends, or one task if it compiles nothing.
 * Messages come on standard input and go to the file that the first argument names; standard output and error are the kernel's to
 * scribble on.
 */
public final class Runner {
    /** Third argument for a process that computes with binaries and compiles nothing. */
    public static final String EXECUTE_ONLY = "execute";

    /** Third argument for all others. */
    public static final String COMPILE_AND_EXECUTE = "compile";

    /** Second argument for {@link ReferenceDevice}; anything else is part of an OpenCL device's name, or empty. */
    public static final String REFERENCE = "reference";

    private static final int MAX_DETAIL = 8 << 10;
    private static final long MAX_ASSIGNMENT = Integer.MAX_VALUE - 64;

    private final Device device;
    private final OutputStream out;

    private Runner(Device device, OutputStream out) {
        this.device = device;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        // System.in asks for what is available by an ioctl, which the filter refuses.
        try (InputStream in = new FileInputStream(FileDescriptor.in);
                OutputStream out = new FileOutputStream(args[0])) {
            serve(args[1], args[2].equals(EXECUTE_ONLY), in, out);
        }
    }

    private static void serve(String name, boolean executeOnly, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        BlockingQueue<Message.Order> tasks = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> listen(in, tasks));
        try (Device device = name.equals(REFERENCE) ? new ReferenceDevice() : OpenClDevice.open(name)) {
            Runner runner = new Runner(device, out);
            if (executeOnly) {
                // Orders come after Ready, so it is in force before there is a byte of the job in this process.
                Seccomp.RUN.load();
            } else {
                runner.warm();
            }
            Frames.write(out, new Message.Ready(device.description()));
            do {
                Frames.write(out, runner.answer(tasks.take()));
            } while (!executeOnly);
        } catch (DeviceException e) {
            Frames.write(out, new Message.GaveUp(String.valueOf(e.getMessage())));
        }
    }

    /** The supervisor holds the other end of standard input open as long as it lives; when it goes, so does this process. */
    private static void listen(InputStream in, BlockingQueue<Message.Order> tasks) {
        try {
            Optional<Message> message = Frames.read(in, MAX_ASSIGNMENT);
            while (message.isPresent()) {
                if (message.get() instanceof Message.Order order) {
                    tasks.add(order);
                }
                message = Frames.read(in, MAX_ASSIGNMENT);
            }
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** The first compilation in a process takes most of a second longer than the next, so it is done before there is a task. */
    private void warm() throws DeviceException {
        Task task = new Task(new Histogram(), Bytes.EMPTY, Bytes.wrap(new byte[1]));
        try {
            device.run(task, Variation.NONE, new Watch(System::nanoTime, Long.MAX_VALUE, () -> {}));
        } catch (JobFault e) {
            throw new DeviceException(device.description() + " cannot run a simple kernel: " + e.detail(), e);
        }
    }

    private Message answer(Message.Order order) {
        long cpu = cpuMillis();
        try {
            return switch (order) {
                case Message.Compile(var kernel) -> {
                    Device.Binary binary = device.compile(kernel);
                    yield new Message.Compiled(binary.bytes(), binary.buildNanos(), since(cpu));
                }
                case Message.Assign(var task, var variation) -> done(device.run(task, variation, watch(task)), cpu);
                case Message.Execute(var task, var binary) -> done(device.run(task, binary, watch(task)), cpu);
            };
        } catch (JobFault fault) {
            String detail = fault.detail();
            return new Message.Fault(fault.error(), detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
        } catch (DeviceException e) {
            return new Message.GaveUp(String.valueOf(e.getMessage()));
        }
    }

    private Watch watch(Task task) {
        return new Watch(System::nanoTime, task.program().limits().wallMs() * 1_000_000, this::built);
    }

    private static Message done(Device.Run run, long cpu) {
        return new Message.Done(run.output(), run.buildNanos(), run.kernelNanos(), since(cpu));
    }

    private static long since(long cpu) {
        return cpu < 0 ? -1 : cpuMillis() - cpu;
    }

    private void built() {
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
}

package io.gridwork.worker.device;

import static org.jocl.CL.*;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Manifest;
import io.gridwork.worker.job.NdRange;
import io.gridwork.worker.program.Launch;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.UserKernel;
import io.gridwork.worker.program.Variation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/**
 * An OpenCL device. To be loaded in a runner process only: drivers crash the process they are loaded into, and on a CPU the kernel
 * is native code with the rights of that process.
 */
public final class OpenClDevice implements Device {
    /** From this width on PoCL has another variant of each kernel: USHRT_MAX in its devices/common.c. */
    private static final long POCL_LARGE_GRID = 65_535;

    private final OpenClInfo info;
    private final cl_context context;
    private final cl_command_queue queue;

    private OpenClDevice(OpenClInfo info, cl_context context, cl_command_queue queue) {
        this.info = info;
        this.context = context;
        this.queue = queue;
    }

    /**
     * Opens a device.
     *
     * @param name part of a device's or platform's name, in any case; empty for the best one: a GPU, else an accelerator, else a CPU
     * @throws DeviceException when there is no OpenCL on this machine, or no such device
     */
    public static OpenClDevice open(String name) throws DeviceException {
        OpenClInfo info = OpenClInfo.choose(name);
        try {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL_CONTEXT_PLATFORM, info.platform());
            cl_context context = clCreateContext(properties, 1, new cl_device_id[] {info.device()}, null, null, null);
            return new OpenClDevice(info, context, createQueue(context, info.device()));
        } catch (CLException e) {
            throw new DeviceException("OpenCL cannot open " + info.description() + ": " + e.getMessage(), e);
        }
    }

    /** The call of OpenCL 1.2, since the newer one is missing in drivers of that version. */
    @SuppressWarnings("deprecation")
    private static cl_command_queue createQueue(cl_context context, cl_device_id device) {
        return clCreateCommandQueue(context, device, 0, null);
    }

    @Override
    public String description() {
        return info.description();
    }

    @Override
    public Run run(Task task, Variation variation, Watch watch) throws JobFault, DeviceException {
        int vectorBytes = variation.vectorBytes() == 0 ? info.vectorBytes() : variation.vectorBytes();
        Launch own = task.program().launch(task.params(), task.input(), vectorBytes);
        Launch launch = variation.group() == 0 ? own : own.inGroupsOf(variation.group());
        return run(task, launch, watch, () -> build(launch));
    }

    @Override
    public Run run(Task task, Bytes binary, Watch watch) throws JobFault, DeviceException {
        Launch launch = task.program().launch(task.params(), task.input(), info.vectorBytes());
        return run(task, launch, watch, () -> load(binary));
    }

    private Run run(Task task, Launch launch, Watch watch, Build build) throws JobFault, DeviceException {
        try {
            long start = watch.now();
            cl_program program = build.program();
            try (OpenClKernel kernel = OpenClKernel.create(context, queue, program, launch)) {
                long buildNanos = watch.now() - start;
                watch.begin();
                kernel.run(watch);
                long kernelNanos = watch.elapsed();
                Bytes output = task.program().output(task.params(), task.input(), kernel.read());
                return new Run(output, buildNanos, kernelNanos);
            } finally {
                clReleaseProgram(program);
            }
        } catch (CLException e) {
            throw fault(e);
        }
    }

    /** Where a program comes from. */
    private interface Build {
        cl_program program() throws JobFault;
    }

    @Override
    public Binary compile(UserKernel kernel) throws JobFault, DeviceException {
        try {
            long start = System.nanoTime();
            Manifest manifest = kernel.manifest();
            cl_program program = build(kernel.source(), String.join(" ", manifest.buildOptions()));
            try {
                // PoCL's name for the variant that the run will look for. Without it the run would start a linker.
                LinuxCalls.setEnvironment(
                        "POCL_BINARY_SPECIALIZE_WG", variant(manifest.ndrange().orElseThrow()));
                return new Binary(binary(program), System.nanoTime() - start);
            } finally {
                clReleaseProgram(program);
            }
        } catch (CLException e) {
            throw fault(e);
        }
    }

    private static String variant(NdRange range) {
        List<Long> local = new ArrayList<>(range.local());
        while (local.size() < 3) {
            local.add(1L);
        }
        boolean small = Collections.max(range.global()) < POCL_LARGE_GRID;
        return local.get(0) + "-" + local.get(1) + "-" + local.get(2) + "-goffs0" + (small ? "-smallgrid" : "");
    }

    private static Bytes binary(cl_program program) {
        long[] size = new long[1];
        clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
        byte[] binary = new byte[Math.toIntExact(size[0])];
        clGetProgramInfo(
                program, CL_PROGRAM_BINARIES, Sizeof.POINTER, Pointer.to(new Pointer[] {Pointer.to(binary)}), null);
        return Bytes.wrap(binary);
    }

    /** What a process that compiles a stranger's code hands out may be forged by it. So what is wrong with it is the job's fault. */
    private cl_program load(Bytes binary) throws JobFault {
        try {
            cl_program program = clCreateProgramWithBinary(
                    context,
                    1,
                    new cl_device_id[] {info.device()},
                    new long[] {binary.size()},
                    new byte[][] {binary.toArray()},
                    null,
                    null);
            clBuildProgram(program, 1, new cl_device_id[] {info.device()}, "", null, null);
            return program;
        } catch (CLException e) {
            throw new JobFault(JobError.CRASHED, "OpenCL does not load what was compiled: " + e.getMessage());
        }
    }

    private cl_program build(Launch launch) throws JobFault {
        return build(launch.source(), options(launch));
    }

    private cl_program build(String source, String options) throws JobFault {
        cl_program program = clCreateProgramWithSource(context, 1, new String[] {source}, null, null);
        try {
            clBuildProgram(program, 1, new cl_device_id[] {info.device()}, options, null, null);
            return program;
        } catch (CLException e) {
            String log = log(program);
            clReleaseProgram(program);
            if (e.getStatus() == CL_BUILD_PROGRAM_FAILURE || e.getStatus() == CL_INVALID_BUILD_OPTIONS) {
                throw new JobFault(JobError.BUILD_FAILED, log.isBlank() ? e.getMessage() + "" : log.strip());
            }
            throw e;
        }
    }

    private static String options(Launch launch) {
        List<String> options = new ArrayList<>(launch.buildOptions());
        if (launch.width() > 0) {
            options.add("-DW=" + launch.width());
        }
        return String.join(" ", options);
    }

    private String log(cl_program program) {
        long[] size = new long[1];
        clGetProgramBuildInfo(program, info.device(), CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] text = new byte[(int) size[0]];
        clGetProgramBuildInfo(program, info.device(), CL_PROGRAM_BUILD_LOG, text.length, Pointer.to(text), null);
        return OpenClInfo.text(text);
    }

    /** Which errors are the job's doing, wherever it runs; all others are this device's. */
    private static Exception sort(CLException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getStatus()) {
            case CL_INVALID_KERNEL_NAME, CL_INVALID_KERNEL_DEFINITION ->
                new JobFault(JobError.BUILD_FAILED, "the source has no such kernel: " + message);
            case CL_INVALID_ARG_INDEX, CL_INVALID_ARG_VALUE, CL_INVALID_ARG_SIZE, CL_INVALID_KERNEL_ARGS ->
                new JobFault(JobError.INVALID_MANIFEST, "the arguments do not fit the kernel: " + message);
            default -> new DeviceException("OpenCL failed: " + message, e);
        };
    }

    private static DeviceException fault(CLException e) throws JobFault {
        Exception sorted = sort(e);
        if (sorted instanceof JobFault fault) {
            throw fault;
        }
        return (DeviceException) sorted;
    }

    @Override
    public void close() {
        clReleaseCommandQueue(queue);
        clReleaseContext(context);
    }
}

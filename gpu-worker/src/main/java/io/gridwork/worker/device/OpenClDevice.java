package io.gridwork.worker.device;

import static org.jocl.CL.*;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobError;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.Launch;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.program.Variation;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CLException;
import org.jocl.Pointer;
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
        try {
            long start = watch.now();
            cl_program program = build(launch);
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

    private cl_program build(Launch launch) throws JobFault {
        cl_program program = clCreateProgramWithSource(context, 1, new String[] {launch.source()}, null, null);
        try {
            clBuildProgram(program, 1, new cl_device_id[] {info.device()}, options(launch), null, null);
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

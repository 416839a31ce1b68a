package io.gridwork.worker.device;

import static org.jocl.CL.*;

import io.gridwork.abi.Bytes;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.program.Launch;
import java.util.ArrayList;
import java.util.List;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/** A kernel with its arguments on the device. */
final class OpenClKernel implements AutoCloseable {
    /** A launch should take about this long: short enough to stop in time, long enough that launching costs nothing. */
    private static final long TILE_NANOS = 50_000_000;

    private record Output(cl_mem buffer, int size) {}

    private final cl_command_queue queue;
    private final cl_kernel kernel;
    private final Launch launch;
    private final List<cl_mem> buffers = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    private OpenClKernel(cl_command_queue queue, cl_kernel kernel, Launch launch) {
        this.queue = queue;
        this.kernel = kernel;
        this.launch = launch;
    }

    static OpenClKernel create(cl_context context, cl_command_queue queue, cl_program program, Launch launch) {
        OpenClKernel created = new OpenClKernel(queue, clCreateKernel(program, launch.entry(), null), launch);
        for (int i = 0; i < launch.args().size(); i++) {
            created.set(context, i, launch.args().get(i));
        }
        return created;
    }

    private void set(cl_context context, int index, Launch.Arg arg) {
        switch (arg) {
            case Launch.Arg.Input(Bytes bytes) -> {
                byte[] host = bytes.toArray();
                cl_mem buffer = clCreateBuffer(
                        context, CL_MEM_READ_ONLY | CL_MEM_COPY_HOST_PTR, host.length, Pointer.to(host), null);
                setBuffer(index, buffer);
            }
            case Launch.Arg.Output(long size) -> {
                cl_mem buffer = clCreateBuffer(context, CL_MEM_READ_WRITE, size, null, null);
                setBuffer(index, buffer);
                outputs.add(new Output(buffer, Math.toIntExact(size)));
                clEnqueueFillBuffer(queue, buffer, Pointer.to(new byte[1]), 1, 0, size, 0, null, null);
            }
            case Launch.Arg.Local(long size) -> clSetKernelArg(kernel, index, size, null);
            case Launch.Arg.Scalar(Bytes bytes) ->
                clSetKernelArg(kernel, index, bytes.size(), Pointer.to(bytes.toArray()));
        }
    }

    private void setBuffer(int index, cl_mem buffer) {
        buffers.add(buffer);
        clSetKernelArg(kernel, index, Sizeof.cl_mem, Pointer.to(buffer));
    }

    /** Runs the whole index space, in tiles along its last dimension where the kernel allows it. */
    void run(Watch watch) throws JobFault {
        int dimensions = launch.range().global().size();
        int last = dimensions - 1;
        long[] global = longs(launch.range().global());
        long[] local = longs(launch.range().local());
        long end = global[last];
        long tile = launch.shape() == Launch.Shape.WHOLE ? end : local[last];
        long[] offset = new long[dimensions];
        while (offset[last] < end) {
            watch.check();
            global[last] = Math.min(tile, end - offset[last]);
            long start = watch.now();
            clEnqueueNDRangeKernel(queue, kernel, dimensions, offset, global, local, 0, null, null);
            clFinish(queue);
            if (launch.shape() == Launch.Shape.SEARCH && found()) {
                return;
            }
            offset[last] += global[last];
            if (watch.now() - start < TILE_NANOS) {
                tile *= 2;
            }
        }
    }

    private static long[] longs(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    private boolean found() {
        int[] word = new int[1];
        clEnqueueReadBuffer(
                queue, outputs.getFirst().buffer(), true, 0, Integer.BYTES, Pointer.to(word), 0, null, null);
        return word[0] != 0;
    }

    /** All outputs, one after another. */
    Bytes read() {
        byte[] all = new byte[Math.toIntExact(launch.outputSize())];
        int from = 0;
        for (Output output : outputs) {
            Pointer to = Pointer.to(all).withByteOffset(from);
            clEnqueueReadBuffer(queue, output.buffer(), true, 0, output.size(), to, 0, null, null);
            from += output.size();
        }
        return Bytes.wrap(all);
    }

    @Override
    public void close() {
        buffers.forEach(buffer -> clReleaseMemObject(buffer));
        clReleaseKernel(kernel);
    }
}

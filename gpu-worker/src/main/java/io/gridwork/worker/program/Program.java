package io.gridwork.worker.program;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.worker.job.JobFault;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;

/** Something a job can ask for. On chain it is {@link #hash()}. */
public sealed interface Program permits BuiltIn, UserKernel {
    Manifest manifest();

    /** Keccak-256 of the manifest's canonical form, and so of the kernel's source too. */
    Hash32 hash();

    /** OpenCL C. */
    String source();

    /** Name of a built-in program, or "opencl-c". */
    String name();

    Limits limits();

    /** Exact length of the output in bytes: {@code JobSpec.outputLength}. @throws JobFault when the parameters are wrong */
    long outputLength(Bytes params) throws JobFault;

    /** Amount of work in the program's own unit: {@code JobSpec.units}, at least 1. @throws JobFault when the parameters are wrong */
    long units(Bytes params) throws JobFault;

    /**
     * What a device has to do.
     *
     * @param vectorBytes length of the device's vector registers, or less than 8 where work-items are its vectors (GPUs); never
     *     changes the output
     * @throws JobFault when parameters or input are not what the program takes
     */
    Launch launch(Bytes params, Bytes input, int vectorBytes) throws JobFault;

    /** The job's output, from what the kernel left in its output buffers. */
    Bytes output(Bytes params, Bytes input, Bytes buffers) throws JobFault;
}

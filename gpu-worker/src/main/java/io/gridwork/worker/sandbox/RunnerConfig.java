package io.gridwork.worker.sandbox;

/**
 * How runners are started.
 *
 * @param device {@value #AUTO}, {@value #REFERENCE}, or part of an OpenCL device's name
 * @param slots tasks at a time, 1 to 64; for each, three runners are kept warm: for programs, to compile kernels, to run them
 * @param memoryBytes most memory that a task may ask for in its limits
 * @param isolation whether runners are put into bubblewrap
 * @param watts what the device draws when busy, for the energy estimate where nothing can be measured; 0 for none
 */
public record RunnerConfig(String device, int slots, long memoryBytes, Mode isolation, double watts) {
    /** The best OpenCL device: a GPU, else an accelerator, else a CPU. Never the Java reference, which has to be chosen. */
    public static final String AUTO = "auto";

    /** No OpenCL: the built-in programs in plain Java. */
    public static final String REFERENCE = "reference";

    /** What a machine without OpenCL needs. */
    public static final String OPENCL_REMEDY =
            "install OpenCL (Debian, Ubuntu: sudo apt-get install ocl-icd-libopencl1 pocl-opencl-icd; Fedora: sudo dnf install"
                    + " ocl-icd pocl), or choose the Java reference device with --device reference";

    /** What a machine without a sandbox needs. */
    public static final String SANDBOX_REMEDY =
            "install bubblewrap 0.7 or newer (Debian, Ubuntu: sudo apt-get install bubblewrap) and allow user namespaces (sudo sysctl"
                    + " user.max_user_namespaces=15000; Ubuntu 24.04: also kernel.apparmor_restrict_unprivileged_userns=0;"
                    + " containers: permit unshare)";

    public static final RunnerConfig DEFAULT = new RunnerConfig(AUTO, 1, 1L << 30, Mode.AUTO, 0);

    /** Whether runners are put into bubblewrap. */
    public enum Mode {
        /** Where it works; elsewhere built-in programs run in a plain child process and users' kernels are refused. */
        AUTO,
        /** Always: nothing runs where it does not work. */
        REQUIRED,
        /** Never. */
        OFF
    }

    /** @throws IllegalArgumentException naming the value and its bounds */
    public RunnerConfig {
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("slots is " + slots + ": give 1 to 64");
        }
        if (memoryBytes < 1 << 26) {
            throw new IllegalArgumentException(
                    "memoryBytes is " + memoryBytes + ": give at least 64 MiB, " + (1 << 26));
        }
        if (!(watts >= 0 && watts < 10_000)) {
            throw new IllegalArgumentException("watts is " + watts + ": give 0 to 10000");
        }
    }
}

package io.gridwork.worker.job;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a program is, in the format {@code opencl-job/1}. The Keccak-256 of its canonical form is the program hash that jobs name
 * on chain; it covers the kernel's source through its hash.
 *
 * <p>A built-in program's manifest has no index space and no arguments: the program derives both from the job's parameters. A
 * user's kernel ({@code kind} "opencl-c") states both.
 *
 * @param kind {@value #USER_KERNEL}, or the name of a built-in program
 * @param version counts what the same name has meant; a change of a built-in program's parameters or output raises it
 * @param source Keccak-256 of the kernel's source, UTF-8
 * @param entry the kernel function
 * @param buildOptions each one of {@link #ALLOWED_OPTIONS} or {@code -DNAME} or {@code -DNAME=number}
 */
public record Manifest(
        String kind,
        int version,
        Hash32 source,
        String entry,
        List<String> buildOptions,
        Optional<NdRange> ndrange,
        List<KernelArg> args,
        Limits limits) {

    public static final String FORMAT = "opencl-job/1";
    public static final String USER_KERNEL = "opencl-c";
    /** No {@code -I}: nothing to include. No {@code -cl-opt-disable}: it overflowed PoCL's stack. No fast math: it is not portable. */
    public static final List<String> ALLOWED_OPTIONS =
            List.of("-cl-std=CL1.2", "-cl-fp32-correctly-rounded-divide-sqrt", "-cl-single-precision-constant", "-w");

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern DEFINE = Pattern.compile("-D[A-Za-z_][A-Za-z0-9_]{0,63}(=-?[0-9]{1,19}[uUlL]{0,3})?");
    private static final int MAX_OPTIONS = 32;
    private static final int MAX_ARGS = 32;

    /** @throws BadManifestException naming the place, the value and the remedy */
    public Manifest {
        buildOptions = List.copyOf(buildOptions);
        args = List.copyOf(args);
        match("kind", kind, KIND);
        match("entry", entry, NAME);
        if (version < 1) {
            throw new BadManifestException("version", "is " + version + ": versions count from 1");
        }
        checkOptions(buildOptions);
        if (kind.equals(USER_KERNEL)) {
            checkUserKernel(ndrange, args, limits);
        } else if (ndrange.isPresent() || !args.isEmpty()) {
            throw new BadManifestException(
                    ndrange.isPresent() ? "ndrange" : "args",
                    "is given, but the built-in program " + kind
                            + " derives it from the job's parameters: leave it out");
        }
    }

    private static void match(String place, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw new BadManifestException(place, "is \"" + value + "\": give " + pattern.pattern());
        }
    }

    private static void checkOptions(List<String> options) {
        if (options.size() > MAX_OPTIONS) {
            throw new BadManifestException(
                    "buildOptions", "has " + options.size() + " entries: at most " + MAX_OPTIONS);
        }
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (!ALLOWED_OPTIONS.contains(option) && !DEFINE.matcher(option).matches()) {
                throw new BadManifestException(
                        "buildOptions[" + i + "]",
                        "is \"" + option + "\": allowed are " + String.join(", ", ALLOWED_OPTIONS)
                                + " and -DNAME=number");
            }
        }
    }

    private static void checkUserKernel(Optional<NdRange> ndrange, List<KernelArg> args, Limits limits) {
        if (ndrange.isEmpty()) {
            throw new BadManifestException(
                    "ndrange", "is missing: a kernel of kind opencl-c needs global and local sizes");
        }
        if (args.size() > MAX_ARGS) {
            throw new BadManifestException("args", "has " + args.size() + " entries: at most " + MAX_ARGS);
        }
        long output = 0;
        long memory = 0;
        for (KernelArg arg : args) {
            switch (arg) {
                case KernelArg.Output(long size) -> {
                    output += size;
                    memory += size;
                }
                case KernelArg.Input(long size) -> memory += size;
                case KernelArg.Params(long size) -> memory += size;
                case KernelArg.Local(long size) -> memory += size;
                case KernelArg.Scalar scalar -> memory += scalar.type().bytes();
            }
        }
        if (output == 0) {
            throw new BadManifestException("args", "has no output: nothing could be delivered");
        }
        if (output > limits.outputBytes()) {
            throw new BadManifestException(
                    "args",
                    "has outputs of " + output + " bytes, more than limits.outputBytes " + limits.outputBytes());
        }
        if (memory > limits.memoryBytes()) {
            throw new BadManifestException(
                    "args", "needs " + memory + " bytes, more than limits.memoryBytes " + limits.memoryBytes());
        }
    }

    /** Reads JSON in any layout. @throws BadManifestException naming the place, the value and the remedy */
    public static Manifest parse(String json) {
        return ManifestJson.read(json, Optional.empty());
    }

    /**
     * Reads what an author writes beside a kernel: "source" may be left out.
     *
     * @param source the kernel's source
     * @throws BadManifestException naming the place, the value and the remedy
     */
    public static Manifest parse(String json, String source) {
        return ManifestJson.read(json, Optional.of(Keccak256.hash(source)));
    }

    /** JSON with sorted names and no white space: RFC 8785, of which ASCII text and integers are all that is needed. */
    public Bytes canonical() {
        return ManifestJson.write(this);
    }

    /** The program hash: Keccak-256 of {@link #canonical()}. */
    public Hash32 hash() {
        return Keccak256.hash(canonical().toArray());
    }
}

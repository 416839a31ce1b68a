package io.gridwork.worker.job;

import io.gridwork.abi.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Manifests for tests. */
public final class Manifests {
    public static final Limits LIMITS = new Limits(10_000, 10_000, 1 << 26, 1 << 24, 1 << 16);

    /** A user's kernel as its author may write it. */
    public static final String EXAMPLE = """
            {
              "format": "opencl-job/1",
              "kind": "opencl-c",
              "source": "0x0101010101010101010101010101010101010101010101010101010101010101",
              "entry": "saxpy",
              "buildOptions": ["-cl-std=CL1.2", "-DN=4096"],
              "ndrange": {"global": [4096], "local": [64]},
              "args": [
                {"type": "input", "size": 16384},
                {"type": "output", "size": 16384},
                {"type": "uint", "value": 4096},
                {"type": "ulong", "value": "18446744073709551615"},
                {"type": "float", "value": 1065353216},
                {"type": "local", "size": 256}
              ],
              "limits": {"buildMs": 10000, "wallMs": 10000, "memoryBytes": 1048576, "outputBytes": 16384, "logBytes": 4096}
            }
            """;

    private Manifests() {}

    public static Manifest userKernel(Hash32 source, String entry, NdRange range, List<KernelArg> args, Limits limits) {
        return new Manifest(
                Manifest.USER_KERNEL, 1, source, entry, List.of("-cl-std=CL1.2"), Optional.of(range), args, limits);
    }

    /** Any valid manifest of a user's kernel. */
    public static Arbitrary<Manifest> any() {
        Arbitrary<Hash32> hashes = Arbitraries.longs().map(word -> new Hash32(word, ~word, 0, word));
        Arbitrary<String> entries = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('_')
                .ofMinLength(1)
                .ofMaxLength(64);
        Arbitrary<List<String>> options = Arbitraries.oneOf(
                        Arbitraries.of(Manifest.ALLOWED_OPTIONS),
                        Arbitraries.integers().map(number -> "-DNAME=" + number),
                        Arbitraries.just("-DFLAG"))
                .list()
                .ofMaxSize(5);
        return Combinators.combine(
                        hashes, entries, options, ranges(), args().list().ofMaxSize(6))
                .as((hash, entry, list, range, args) -> {
                    List<KernelArg> all = new ArrayList<>(args);
                    all.add(new KernelArg.Output(64));
                    return new Manifest(Manifest.USER_KERNEL, 1, hash, entry, list, Optional.of(range), all, LIMITS);
                });
    }

    private static Arbitrary<NdRange> ranges() {
        Arbitrary<List<Long>> local =
                Arbitraries.longs().between(1, 8).list().ofMinSize(1).ofMaxSize(3);
        return local.flatMap(sizes -> Arbitraries.longs()
                .between(1, 1000)
                .map(factor ->
                        new NdRange(sizes.stream().map(size -> size * factor).toList(), sizes)));
    }

    private static Arbitrary<KernelArg> args() {
        Arbitrary<Long> sizes = Arbitraries.longs().between(1, 1 << 20);
        return Arbitraries.oneOf(
                sizes.map(KernelArg.Input::new),
                sizes.map(KernelArg.Params::new),
                sizes.map(KernelArg.Output::new),
                sizes.map(KernelArg.Local::new),
                Arbitraries.longs().map(bits -> new KernelArg.Scalar(ScalarType.ULONG, bits)),
                Arbitraries.longs().map(bits -> new KernelArg.Scalar(ScalarType.LONG, bits)),
                Arbitraries.doubles()
                        .map(value -> new KernelArg.Scalar(ScalarType.DOUBLE, Double.doubleToRawLongBits(value))),
                Arbitraries.integers().map(bits -> new KernelArg.Scalar(ScalarType.INT, bits)),
                Arbitraries.integers()
                        .map(bits -> new KernelArg.Scalar(ScalarType.UINT, Integer.toUnsignedLong(bits))));
    }
}

package io.gridwork.worker.program;

import io.gridwork.abi.Hash32;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The built-in programs. */
public final class Programs {
    private static final List<BuiltIn> BUILT_IN =
            List.of(Search.KECCAK256, Search.SHA256D, new GemmI8(), new MandelbrotFixed(), new Histogram());
    private static final Map<String, BuiltIn> BY_NAME =
            BUILT_IN.stream().collect(Collectors.toUnmodifiableMap(BuiltIn::name, Function.identity()));

    /** Apart from the names, since hashing loads a JSON library that the runner process has no need of. */
    private static final class ByHash {
        static final Map<Hash32, BuiltIn> MAP =
                BUILT_IN.stream().collect(Collectors.toUnmodifiableMap(BuiltIn::hash, Function.identity()));
    }

    private Programs() {}

    /** In the order in which they are listed to people. */
    public static List<BuiltIn> builtIn() {
        return BUILT_IN;
    }

    public static Optional<BuiltIn> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** By the program hash that a job names on chain. */
    public static Optional<BuiltIn> byHash(Hash32 hash) {
        return Optional.ofNullable(ByHash.MAP.get(hash));
    }
}

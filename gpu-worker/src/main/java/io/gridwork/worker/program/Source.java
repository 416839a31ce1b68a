package io.gridwork.worker.program;

import io.gridwork.abi.Keccak256;
import io.gridwork.worker.job.Limits;
import io.gridwork.worker.job.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Kernel sources of the built-in programs: resources beside this class, {@code <name>.cl}. */
final class Source {
    static final List<String> OPTIONS = List.of("-cl-std=CL1.2");

    private Source() {}

    static String of(String name) {
        try (InputStream in = Source.class.getResourceAsStream(name + ".cl")) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + ".cl beside " + Source.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifest manifest(String name, int version, String source, String entry, Limits limits) {
        return new Manifest(name, version, Keccak256.hash(source), entry, OPTIONS, Optional.empty(), List.of(), limits);
    }
}

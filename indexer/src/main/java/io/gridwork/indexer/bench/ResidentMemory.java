package io.gridwork.indexer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Memory that this process has in RAM, heap, native and code together. Linux tells it; elsewhere it is not known. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    /** Forgets the peak so far. */
    public static void resetPeak() throws IOException {
        if (Files.isWritable(CLEAR)) Files.writeString(CLEAR, "5");
    }

    /** The most since then, in MiB. */
    public static OptionalLong peakMib() throws IOException {
        if (!Files.isReadable(STATUS)) return OptionalLong.empty();
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst();
    }
}

package io.gridwork.worker.app;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Lists the machine's OpenCL devices, one a line; exit status 1 with the reason if there is none. The launcher runs this file from
 * its source before anything is built, so it uses nothing but the JDK.
 */
public final class OpenClDevices {
    private static final int PLATFORM_NAME = 0x0902;
    private static final int DEVICE_NAME = 0x102B;
    private static final long ALL_TYPES = 0xFFFFFFFFL;

    private final Arena arena;
    private final SymbolLookup library;

    private OpenClDevices(Arena arena, SymbolLookup library) {
        this.arena = arena;
        this.library = library;
    }

    public static void main(String[] arguments) throws Throwable {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        String name = mac ? "/System/Library/Frameworks/OpenCL.framework/OpenCL" : "libOpenCL.so.1";
        try (Arena arena = Arena.ofConfined()) {
            if (new OpenClDevices(arena, load(name, arena)).list() == 0) {
                System.err.println("the OpenCL loader " + name + " knows no device");
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("the OpenCL loader " + name + " cannot be loaded");
            System.exit(1);
        }
    }

    @SuppressWarnings("restricted") // it is what this class is for
    private static SymbolLookup load(String name, Arena arena) {
        return SymbolLookup.libraryLookup(name, arena);
    }

    @SuppressWarnings("restricted")
    private MethodHandle function(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
    }

    private int list() throws Throwable {
        MethodHandle platformIds =
                function("clGetPlatformIDs", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        MethodHandle deviceIds = function(
                "clGetDeviceIDs", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
        FunctionDescriptor info = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
        MethodHandle platformInfo = function("clGetPlatformInfo", info);
        MethodHandle deviceInfo = function("clGetDeviceInfo", info);
        MemorySegment ids = arena.allocate(ADDRESS, 64);
        MemorySegment count = arena.allocate(JAVA_INT);
        if ((int) platformIds.invokeExact(64, ids, count) != 0) return 0;
        MemorySegment platforms = arena.allocate(ADDRESS, 64).copyFrom(ids);
        int devices = 0;
        for (int p = 0; p < Math.min(64, count.get(JAVA_INT, 0)); p++) {
            MemorySegment platform = platforms.getAtIndex(ADDRESS, p);
            MemorySegment found = arena.allocate(JAVA_INT);
            if ((int) deviceIds.invokeExact(platform, ALL_TYPES, 64, ids, found) != 0) continue;
            for (int d = 0; d < Math.min(64, found.get(JAVA_INT, 0)); d++) {
                System.out.println(text(deviceInfo, ids.getAtIndex(ADDRESS, d), DEVICE_NAME) + " on "
                        + text(platformInfo, platform, PLATFORM_NAME));
                devices++;
            }
        }
        return devices;
    }

    private String text(MethodHandle info, MemorySegment of, int what) throws Throwable {
        MemorySegment text = arena.allocate(JAVA_BYTE, 1024);
        int status = (int) info.invokeExact(of, what, text.byteSize(), text, MemorySegment.NULL);
        return status == 0 ? text.getString(0).strip() : "a device without a name";
    }
}

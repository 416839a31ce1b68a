package io.gridwork.worker.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** Calls of the operating system that Java has no method for. */
public final class LinuxCalls {
    private static final long KEYCTL = 250;
    private static final long JOIN_SESSION_KEYRING = 1;
    private static final int SIGKILL = 9;

    private static final MethodHandle SYSCALL = function(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    private static final MethodHandle SETENV =
            function("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));

    private static final MethodHandle KILL = function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private LinuxCalls() {}

    /** Whether {@link #call} knows this machine's numbers: Linux on x86-64. */
    public static boolean supported() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /**
     * A system call by its number on x86-64.
     *
     * @param arguments at most five
     * @return -1 when it failed
     */
    public static long call(long number, long... arguments) {
        long[] five = Arrays.copyOf(arguments, 5);
        try {
            return (long) SYSCALL.invokeExact(number, five[0], five[1], five[2], five[3], five[4]);
        } catch (Throwable e) {
            throw new AssertionError("the C library's syscall() threw", e);
        }
    }

    /** The processes that this thread starts from now on do not see the keys of its session so far, if Linux has keys at all. */
    public static void joinNewSessionKeyring() {
        call(KEYCTL, JOIN_SESSION_KEYRING);
    }

    /** Sets a variable of this process that native libraries will read. */
    static void setEnvironment(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) SETENV.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
        } catch (Throwable e) {
            throw new AssertionError("the C library's setenv() threw", e);
        }
    }

    /** Kills all processes of a group. No group of this number is no error. */
    public static void killGroup(long group) {
        try {
            int ignored = (int) KILL.invokeExact(Math.toIntExact(-group), SIGKILL);
        } catch (Throwable e) {
            throw new AssertionError("the C library's kill() threw", e);
        }
    }

    @SuppressWarnings("restricted") // the launcher allows it, and there is no other way
    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
    }
}

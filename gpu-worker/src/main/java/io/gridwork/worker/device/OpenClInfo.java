package io.gridwork.worker.device;

import static org.jocl.CL.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * A device as its driver describes it.
 *
 * @param type bits of {@code CL_DEVICE_TYPE_…}
 * @param vectorBytes length of a CPU's vector registers; 1 for others, whose work-items are the vectors
 */
record OpenClInfo(cl_platform_id platform, cl_device_id device, String description, long type, int vectorBytes) {
    private static final int CL_PLATFORM_NOT_FOUND_KHR = -1001;

    static OpenClInfo choose(String name) throws DeviceException {
        List<OpenClInfo> all = all();
        String wanted = name.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(info -> info.description.toLowerCase(Locale.ROOT).contains(wanted))
                .min(Comparator.comparingInt(OpenClInfo::rank))
                .orElseThrow(() -> new DeviceException(
                        all.isEmpty()
                                ? "the OpenCL loader is installed, but no driver offers it a device"
                                : "no OpenCL device is named \"" + name + "\"; this machine has: "
                                        + all.stream()
                                                .map(OpenClInfo::description)
                                                .collect(Collectors.joining("; "))));
    }

    private int rank() {
        return (type & CL_DEVICE_TYPE_GPU) != 0 ? 0 : (type & CL_DEVICE_TYPE_ACCELERATOR) != 0 ? 1 : 2;
    }

    private static List<OpenClInfo> all() throws DeviceException {
        try {
            CL.setExceptionsEnabled(true);
            int[] count = new int[1];
            clGetPlatformIDs(0, null, count);
            cl_platform_id[] platforms = new cl_platform_id[count[0]];
            clGetPlatformIDs(platforms.length, platforms, null);
            List<OpenClInfo> all = new ArrayList<>();
            for (cl_platform_id platform : platforms) {
                all.addAll(of(platform));
            }
            return all;
        } catch (LinkageError e) {
            throw new DeviceException(
                    "no OpenCL runtime: its loader library cannot be loaded ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")",
                    e);
        } catch (CLException e) {
            if (e.getStatus() == CL_PLATFORM_NOT_FOUND_KHR) {
                return List.of();
            }
            throw new DeviceException("OpenCL cannot list its devices: " + e.getMessage(), e);
        }
    }

    private static List<OpenClInfo> of(cl_platform_id platform) {
        int[] count = new int[1];
        try {
            clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, null, count);
        } catch (CLException e) {
            if (e.getStatus() == CL_DEVICE_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
        cl_device_id[] devices = new cl_device_id[count[0]];
        clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, devices.length, devices, null);
        List<OpenClInfo> infos = new ArrayList<>();
        for (cl_device_id device : devices) {
            infos.add(of(platform, device));
        }
        return infos;
    }

    private static OpenClInfo of(cl_platform_id platform, cl_device_id device) {
        long[] type = new long[1];
        clGetDeviceInfo(device, CL_DEVICE_TYPE, Long.BYTES, Pointer.to(type), null);
        int[] ints = new int[1];
        clGetDeviceInfo(device, CL_DEVICE_NATIVE_VECTOR_WIDTH_INT, Integer.BYTES, Pointer.to(ints), null);
        boolean cpu = (type[0] & CL_DEVICE_TYPE_CPU) != 0;
        String description = text(device, CL_DEVICE_NAME) + " on " + platformName(platform) + " ("
                + text(device, CL_DEVICE_VERSION) + ", driver " + text(device, CL_DRIVER_VERSION) + ")";
        return new OpenClInfo(platform, device, description, type[0], cpu ? ints[0] * Integer.BYTES : 1);
    }

    private static String text(cl_device_id device, int what) {
        long[] size = new long[1];
        clGetDeviceInfo(device, what, 0, null, size);
        byte[] text = new byte[(int) size[0]];
        clGetDeviceInfo(device, what, text.length, Pointer.to(text), null);
        return text(text);
    }

    private static String platformName(cl_platform_id platform) {
        long[] size = new long[1];
        clGetPlatformInfo(platform, CL_PLATFORM_NAME, 0, null, size);
        byte[] text = new byte[(int) size[0]];
        clGetPlatformInfo(platform, CL_PLATFORM_NAME, text.length, Pointer.to(text), null);
        return text(text);
    }

    /** A string of C, without the zero at its end. */
    static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
    }
}

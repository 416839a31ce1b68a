package io.gridwork.worker.device;

/** This device cannot compute the task; another one may. The message names the call that failed, and the remedy where there is one. */
public final class DeviceException extends Exception {
    private static final long serialVersionUID = 1;

    public DeviceException(String reason) {
        super(reason);
    }

    public DeviceException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

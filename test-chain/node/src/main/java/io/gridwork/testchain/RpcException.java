package io.gridwork.testchain;

/** The node answered a JSON-RPC call with an error object (JSON-RPC 2.0, section 5.1). */
public final class RpcException extends RuntimeException {

    private final long code;

    RpcException(String method, long code, String message) {
        super(method + ": " + message + " (code " + code + ")");
        this.code = code;
    }

    public long code() {
        return code;
    }
}

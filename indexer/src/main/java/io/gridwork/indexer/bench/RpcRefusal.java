package io.gridwork.indexer.bench;

/** A call is answered with an error object: its code and message. */
public final class RpcRefusal extends RuntimeException {
    private final int code;

    public RpcRefusal(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return code;
    }
}

package io.gridwork.chain;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.ErrorDecoder;
import java.io.EOFException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What went wrong with the chain, split by what the caller should do about it. Messages name method and endpoint. */
public abstract sealed class ChainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ChainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null, unlike that of any throwable. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The same request may succeed later: no connection, time-out, rate limit, a lagging node. */
    public static final class Retryable extends ChainException {
        private static final long serialVersionUID = 1;
        private final transient @Nullable Duration retryAfter;
        private final transient @Nullable RpcError error;

        public Retryable(String message, @Nullable Throwable cause) {
            super(message, cause);
            this.retryAfter = null;
            this.error = null;
        }

        Retryable(String message, RpcError error, @Nullable Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
            this.error = error;
        }

        /** What the server said, where it said something. */
        public Optional<RpcError> error() {
            return Optional.ofNullable(error);
        }

        /** Whether an answer did not come whole, or not in time: one to a smaller question might. */
        public boolean isUnfinished() {
            Throwable cause = getCause();
            return cause instanceof TimeoutException
                    || cause instanceof EOFException
                    || cause instanceof JacksonException;
        }

        /** How long the server asked to be left alone. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The node understood the request and says no: a revert, a range too wide, a bad argument. Asking again is no use. */
    public static final class Rejected extends ChainException {
        private static final long serialVersionUID = 1;
        private final transient RpcError error;

        public Rejected(String message, RpcError error) {
            super(message, null);
            this.error = error;
        }

        public RpcError error() {
            return error;
        }

        public boolean isRevert() {
            return error.isRevert();
        }

        /** What the contract said, else what the node said. */
        public String reason(ErrorDecoder errors) {
            Optional<Bytes> data = error.revertData().filter(bytes -> !bytes.isEmpty());
            return data.map(errors::describe).orElse(error.message());
        }
    }

    /** Trying again does not help: a wrong chain, no access, no node at the address, an interrupt. */
    public static final class Fatal extends ChainException {
        private static final long serialVersionUID = 1;

        public Fatal(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}

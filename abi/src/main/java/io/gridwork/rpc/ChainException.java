package io.gridwork.rpc;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.ErrorDecoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What went wrong with the chain, split by what the caller should do about it. Messages name method and endpoint. */
public abstract sealed class ChainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Decision decision;

    private ChainException(String message, Decision decision, @Nullable Throwable cause) {
        super(message, cause);
        this.decision = decision;
    }

    /** As one endpoint's answer. */
    static ChainException of(Decision decision, String message, RpcError error) {
        return switch (decision) {
            case Decision.Refuse _, Decision.AskLess _ -> new Rejected(message, error, decision);
            case Decision.Later _ -> new Retryable(message, decision, null);
            case Decision.Stop _ -> new Fatal(message, decision, null);
            case Decision.AskAnother(Decision.Reason reason) ->
                switch (reason) {
                    case PRUNED, UNSUPPORTED, MISUNDERSTOOD, LAGGING -> new Rejected(message, error, decision);
                    case CONTRADICTORY, FALSE, UNPROVED -> new Retryable(message, decision, null);
                    case NO_ACCESS, OTHER_CHAIN -> new Fatal(message, decision, null);
                };
        };
    }

    /** The same as a no: it was asked often enough. */
    public static ChainException.Rejected asNo(ChainException failure) {
        if (failure instanceof Rejected rejected) return rejected;
        return new Rejected(
                failure.getMessage(),
                new RpcError(0, failure.getMessage(), ""),
                new Decision.AskLess(new ProviderError.Unknown()));
    }

    /** The failure with which patience ended, and what can be done about it. */
    public static ChainException givenUp(ChainException failure) {
        if (!(failure instanceof Retryable && failure.decision() instanceof Decision.Later)) return failure;
        String remedy = "; it was asked again in vain: check that endpoint, give another one, or try again later";
        return new Retryable(failure.getMessage() + remedy, failure.decision(), failure.getCause());
    }

    /** The answer contradicts itself or the question. Endpoints are asked in turn until one does not. */
    public static ChainException contradictory(String message) {
        return new Retryable(message, new Decision.AskAnother(Decision.Reason.CONTRADICTORY), null);
    }

    /** The answer is proved to be false: another endpoint is asked, and this one left alone. */
    public static ChainException disproved(String message) {
        return new Retryable(message, new Decision.AskAnother(Decision.Reason.FALSE), null);
    }

    /** The answer proves nothing: another endpoint is asked. */
    public static ChainException unproved(String message) {
        return new Retryable(message, new Decision.AskAnother(Decision.Reason.UNPROVED), null);
    }

    public static ChainException lagging(String message) {
        return new Retryable(message, new Decision.AskAnother(Decision.Reason.LAGGING), null);
    }

    public static ChainException otherChain(String message) {
        return new Fatal(message, new Decision.AskAnother(Decision.Reason.OTHER_CHAIN), null);
    }

    /** Whether it is an answer's proof that failed. */
    public boolean isAboutProof() {
        return decision instanceof Decision.AskAnother(Decision.Reason reason)
                && (reason == Decision.Reason.FALSE || reason == Decision.Reason.UNPROVED);
    }

    public Decision decision() {
        return decision;
    }

    /** Never null, unlike that of any throwable. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The same request may succeed later: no connection, time-out, rate limit, an error of the node's own. */
    public static final class Retryable extends ChainException {
        private static final long serialVersionUID = 1;

        public Retryable(String message, @Nullable Throwable cause) {
            this(message, Decision.LATER, cause);
        }

        Retryable(String message, Decision decision, @Nullable Throwable cause) {
            super(message, decision, cause);
        }
    }

    /** An answer that says no: a revert, a bad argument, a block that is not there. Asking again is no use. */
    public static final class Rejected extends ChainException {
        private static final long serialVersionUID = 1;
        private final transient RpcError error;

        public Rejected(String message, RpcError error) {
            this(message, error, Decision.NO);
        }

        private Rejected(String message, RpcError error, Decision decision) {
            super(message, decision, null);
            this.error = error;
        }

        public RpcError error() {
            return error;
        }

        public boolean isRevert() {
            return error.isRevert();
        }

        /** Whether the node lacks the method or the block, or finds the answer too large: the same may be had in another way. */
        public boolean isLack() {
            boolean misunderstood = decision().equals(new Decision.AskAnother(Decision.Reason.MISUNDERSTOOD));
            return !(decision() instanceof Decision.Refuse || misunderstood);
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
            this(message, Decision.STOP, cause);
        }

        private Fatal(String message, Decision decision, @Nullable Throwable cause) {
            super(message, decision, cause);
        }
    }
}

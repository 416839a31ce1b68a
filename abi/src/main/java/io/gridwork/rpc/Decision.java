package io.gridwork.rpc;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to do when a request has no result. It is made here, once, from the HTTP status, the JSON-RPC code, the words of the error and
 * the kind of request. Whoever asks acts on it and looks at no code or text again.
 */
public sealed interface Decision {
    /** The node or the contract says no to this request. Every other node would, too. */
    record Refuse() implements Decision {}

    /** The answer is too large for this endpoint, or too much work: ask for less. */
    record AskLess(ProviderError why) implements Decision {}

    /**
     * Ask again.
     *
     * @param after how long the server wants to be left alone; null where it does not say
     * @param overloaded whether the server has too much to do
     * @param orLess why a smaller request may succeed where this one keeps failing; null where it may not
     */
    record Later(
            @Nullable Duration after,
            boolean overloaded,
            @Nullable ProviderError orLess) implements Decision {}

    /** Another endpoint may answer, and this one will not for now. */
    record AskAnother(Reason reason) implements Decision {}

    /** Waiting does not help. */
    record Stop() implements Decision {}

    /** Why another endpoint is to be asked. */
    enum Reason {
        /** It does not have the block yet. */
        LAGGING,
        /** It no longer has the block or its state. */
        PRUNED,
        /** It does not know the method. */
        UNSUPPORTED,
        /** It finds the question wrong. Another node, or a version of the same, may not. */
        MISUNDERSTOOD,
        /** It refuses access, or is no node. */
        NO_ACCESS,
        /** It is a node of another chain, or on another branch of it. */
        OTHER_CHAIN,
        /** Its answer contradicts itself or the question. The next one may not. */
        CONTRADICTORY,
        /** Its answer is proved to be false. */
        FALSE,
        /** Its answer proves nothing. */
        UNPROVED
    }

    Decision NO = new Refuse();
    Decision STOP = new Stop();
    Decision LATER = new Later(null, false, null);

    /** Of a connection that failed. */
    static Decision onFailure(RequestKind kind, boolean late, boolean incomplete) {
        boolean divisible = kind == RequestKind.LOGS && (late || incomplete);
        return new Later(null, late, divisible ? new ProviderError.Timeout() : null);
    }

    /** Of an error that a server has given. {@code retryAfter}: its header, or null. */
    static Decision on(RequestKind kind, RpcError error, @Nullable Duration retryAfter) {
        if (kind == RequestKind.CALL && (error.isRevert() || Calls.refused(error))) return NO;
        ProviderError said = ProviderErrors.read(error);
        return switch (said) {
            case ProviderError.RateLimited(Duration after) ->
                new Later(retryAfter == null ? after : retryAfter, true, null);
            case ProviderError.NoAccess _ -> new AskAnother(Reason.NO_ACCESS);
            case ProviderError.Unavailable _ -> new Later(retryAfter, false, null);
            case ProviderError _ when kind == RequestKind.NAMED_BLOCK || kind == RequestKind.SEND -> NO;
            case ProviderError.Lagging _ -> new AskAnother(Reason.LAGGING);
            case ProviderError.Pruned _ -> new AskAnother(Reason.PRUNED);
            case ProviderError.NotSupported _ -> new AskAnother(Reason.UNSUPPORTED);
            case ProviderError.Timeout _ -> new Later(retryAfter, true, kind == RequestKind.LOGS ? said : null);
            case ProviderError.Unknown _ -> onUnknown(kind, error, retryAfter);
            case ProviderError tooMuch ->
                error.status() >= 500 ? new Later(retryAfter, true, tooMuch) : new AskLess(tooMuch);
        };
    }

    private static Decision onUnknown(RequestKind kind, RpcError error, @Nullable Duration retryAfter) {
        if (kind == RequestKind.LOGS) return new Later(retryAfter, false, new ProviderError.Unknown());
        boolean misunderstood = error.code() == -32602 || error.code() == -32600;
        if (misunderstood && kind == RequestKind.READ) return new AskAnother(Reason.MISUNDERSTOOD);
        boolean noNode = error.code() == 0 && error.status() >= 300 && error.status() < 500;
        return noNode ? new AskAnother(Reason.NO_ACCESS) : new Later(retryAfter, false, null);
    }

    /** What nodes say when a simulated transaction fails before or beside the contract's own revert. */
    final class Calls {
        private static final Pattern WORDS = Pattern.compile(
                "out of gas|gas required exceeds|insufficient (?:funds|balance)|upfront cost|invalid opcode|opcode|"
                        + "stack (?:under|over)flow|stack limit|invalid jump|block gas limit|gas limit|intrinsic gas|nonce too|"
                        + "initcode|code size|vm execution|always failing|fee cap|less than block base fee");

        private Calls() {}

        static boolean refused(RpcError error) {
            boolean misunderstood = error.code() == -32602 || error.code() == -32015;
            return misunderstood
                    || WORDS.matcher(error.message().toLowerCase(Locale.ROOT)).find();
        }
    }
}

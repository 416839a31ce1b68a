package io.gridwork.indexer.source;

import io.gridwork.chain.ChainException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a failure says about the endpoint, and what to do about it. Pure. */
sealed interface Verdict {
    /** The request is too large for this endpoint: ask for fewer blocks, addresses or logs. */
    record AskLess(ProviderError why) implements Verdict {}

    /** Pause the endpoint. {@code overloaded}: it asked for fewer requests. */
    record Rest(@Nullable Duration retryAfter, boolean overloaded) implements Verdict {}

    /** Pause the endpoint for longer, because its answer is false. {@code mayRecant}: a second request may bring a true answer. */
    record Distrust(boolean mayRecant) implements Verdict {}

    /** Its head is older than that of the other endpoints. */
    record EndpointLagging() implements Verdict {}

    /** It cannot answer this request and can answer others: it lacks an old block or a method. */
    record PassOver(boolean forgotten) implements Verdict {}

    /** Do not use it again in this run. */
    record GiveUp() implements Verdict {}

    /** @param divisible whether a smaller question can be asked in place of this one */
    static Verdict on(RuntimeException failure, boolean divisible) {
        return switch (failure) {
            case WrongAnswer _ -> new Distrust(true);
            case Unproved unproved -> unproved.isLie() ? new Distrust(false) : new PassOver(false);
            case ChainException.Rejected no -> onRejection(ProviderErrors.read(no.error()));
            case ChainException.Retryable again -> onFailure(meaning(again), again, divisible);
            case ChainException.Fatal _ -> new GiveUp();
            default -> throw failure;
        };
    }

    private static ProviderError meaning(ChainException.Retryable failure) {
        if (failure.isUnfinished()) return new ProviderError.Timeout();
        return failure.error().map(ProviderErrors::read).orElseGet(ProviderError.Unavailable::new);
    }

    private static Verdict onRejection(ProviderError meaning) {
        return switch (meaning) {
            case ProviderError.RateLimited(Duration after) -> new Rest(after, true);
            case ProviderError.Unavailable _ -> new Rest(null, false);
            case ProviderError.Lagging _ -> new EndpointLagging();
            case ProviderError.Pruned _ -> new PassOver(true);
            case ProviderError.NotSupported _ -> new PassOver(false);
            case ProviderError.NoAccess _ -> new GiveUp();
            case ProviderError question -> new AskLess(question);
        };
    }

    /** An overloaded server may answer with any error. The request is split only if it covers more than one block. */
    private static Verdict onFailure(ProviderError meaning, ChainException.Retryable failure, boolean divisible) {
        Duration after = failure.retryAfter().orElse(null);
        return switch (meaning) {
            case ProviderError.RateLimited(Duration said) -> new Rest(after == null ? said : after, true);
            case ProviderError.Lagging _ -> new EndpointLagging();
            case ProviderError.Pruned _ -> new PassOver(true);
            case ProviderError.Unknown _, ProviderError.Unavailable _ -> new Rest(after, false);
            case ProviderError.NoAccess _, ProviderError.NotSupported _ -> new Rest(after, false);
            case ProviderError question -> divisible ? new AskLess(question) : new Rest(after, true);
        };
    }
}

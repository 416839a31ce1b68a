package io.gridwork.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a node or provider refused a request about a range of blocks. {@link ProviderErrors} reads it from the error text. */
public sealed interface ProviderError {
    /** The error names a range that it would answer, both ends included. */
    record SuggestedRange(long from, long to) implements ProviderError {}

    /** It never answers for more blocks, even if they have few logs. */
    record MaxSpan(long blocks) implements ProviderError {}

    /** As {@link MaxSpan}, and it does not say how many it allows. */
    record TooManyBlocks() implements ProviderError {}

    /** The filter names more addresses or topics than it takes. */
    record TooManyAddresses() implements ProviderError {}

    /** There are more logs in this range than it gives at once. */
    record TooManyResults() implements ProviderError {}

    /** The answer would have more bytes than it sends at once. */
    record ResponseTooLarge() implements ProviderError {}

    /** It gave up on the search, or the search did not come to its end in time. */
    record Timeout() implements ProviderError {}

    /** It wants fewer requests. Null where it does not say for how long. */
    record RateLimited(@Nullable Duration retryAfter) implements ProviderError {}

    /** It does not have these blocks yet, or was asked in the middle of a reorganisation. */
    record Lagging() implements ProviderError {}

    /** It no longer has these blocks, or gives them to subscribers only. */
    record Pruned() implements ProviderError {}

    /** It refuses access: a missing or wrong key, or no permission. */
    record NoAccess() implements ProviderError {}

    /** It has no such method. */
    record NotSupported() implements ProviderError {}

    /** It does not work at the moment. */
    record Unavailable() implements ProviderError {}

    /** An unknown text. The range may be the reason, so half of it is tried. */
    record Unknown() implements ProviderError {}

    /** Whether a smaller or another question may help at the same endpoint, rather than another endpoint or another time. */
    default boolean isAboutTheQuestion() {
        return switch (this) {
            case SuggestedRange _,
                    MaxSpan _,
                    TooManyBlocks _,
                    TooManyAddresses _,
                    TooManyResults _,
                    ResponseTooLarge _,
                    Timeout _,
                    Unknown _ -> true;
            case RateLimited _, Lagging _, Pruned _, NoAccess _, NotSupported _, Unavailable _ -> false;
        };
    }
}

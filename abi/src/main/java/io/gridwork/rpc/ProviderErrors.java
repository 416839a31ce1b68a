package io.gridwork.rpc;

import io.gridwork.abi.PlainText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ProviderError}s out of words. Pure. Codes say little (-32602, -32005 and -32000 are each used for four
 * different things), so the words come first and HTTP status and code last. No pattern repeats without a bound before further words:
 * a server could make such a search last for minutes.
 *
 * <p>The table {@code provider-errors.csv} beside the test holds what each provider was seen to say, with its source.
 */
final class ProviderErrors {
    private static final String NUMBER = "([0-9][0-9,._]*)(k?)";
    private static final String HEX = "0x([0-9a-f]{1,16})";

    /** The first whose pattern is found, and which makes something of it, decides. */
    private record Rule(Pattern words, Function<Matcher, Optional<ProviderError>> meaning) {
        static Rule of(Supplier<ProviderError> meaning, String... words) {
            return new Rule(Pattern.compile(String.join("|", words)), _ -> Optional.of(meaning.get()));
        }

        static Rule range(int radix, String words) {
            return new Rule(Pattern.compile(words), found -> suggested(found, radix));
        }

        Optional<ProviderError> read(String text) {
            Matcher found = words.matcher(text);
            return found.find() ? meaning.apply(found) : Optional.empty();
        }
    }

    /** How a maximum number of blocks is said. */
    private static final List<String> SPANS = List.of(
            "maximum is set to " + NUMBER,
            "max(?:imum)?(?: allowed)?(?: block)? range(?: is| of)?[ :=]+" + NUMBER,
            "requested blocks is " + NUMBER,
            "limited to (?:an? )?(?:0 ?- ?)?" + NUMBER + "(?: blocks?| range)",
            "\\([0-9]+ > " + NUMBER + "\\)",
            "at most " + NUMBER + " blocks",
            "range greater than " + NUMBER + " max",
            "range (?:[0-9]+ )?exceeds (?:the )?(?:limit (?:of )?)?" + NUMBER,
            "max(?:imum)?(?: allowed)? is " + NUMBER + " blocks",
            "must be smaller than size " + NUMBER,
            "too wide \\(maximum " + NUMBER,
            "up to an? " + NUMBER + " blocks? range",
            "blocks? distance:? " + NUMBER,
            "ranges? over " + NUMBER + " blocks",
            "range limit " + NUMBER,
            "block range exceeds server limit, narrow your filter: " + NUMBER,
            "not exceed " + NUMBER + " blocks",
            "max(?:imum)? " + NUMBER + " blocks",
            "max blocks " + NUMBER,
            "block range of " + NUMBER,
            "exceeds? the limit " + NUMBER);

    private static final List<Rule> RULES = Stream.of(
                    Stream.of(
                            Rule.range(
                                    16,
                                    "response size.{0,200}block range should work:? \\[" + HEX + ", *" + HEX + "\\]"),
                            Rule.range(16, "try with this block range \\[" + HEX + ", *" + HEX + "\\]"),
                            Rule.range(10, "retry with the range ([0-9]{1,18})-([0-9]{1,18})")),
                    SPANS.stream().map(words -> new Rule(Pattern.compile(words), ProviderErrors::maxSpan)),
                    Stream.of(
                            Rule.range(16, "block range should work:? \\[" + HEX + ", *" + HEX + "\\]"),
                            Rule.of(
                                    ProviderError.TooManyAddresses::new,
                                    "addresses specified in query, but only",
                                    "less number of address",
                                    "exceed max (?:addresses|topics)",
                                    "query contains [0-9]+ filters"),
                            new Rule(
                                    Pattern.compile("\"backoff_seconds\": ?([0-9]{1,5})"),
                                    found -> Optional.of(new ProviderError.RateLimited(
                                            Duration.ofSeconds(Long.parseLong(found.group(1)))))),
                            Rule.of(
                                    () -> new ProviderError.RateLimited(null),
                                    "rate.?limit",
                                    "request rate",
                                    "rate exceeded",
                                    "too many requests",
                                    "requests? per (?:second|minute|day)",
                                    "calls per second",
                                    "compute units",
                                    "rps limit",
                                    "request limit reached",
                                    "credits limited",
                                    "^capacity exceeded"),
                            Rule.of(
                                    ProviderError.TooManyResults::new,
                                    "more than [0-9,k]+ (?:results|logs)",
                                    "[0-9]{1,20} logs returned",
                                    "exceeds max results",
                                    "too many (?:logs|results)",
                                    "logs matched by query exceeds",
                                    "^limit exceeded"),
                            Rule.of(
                                    ProviderError.TooManyBlocks::new,
                                    "range limit exceeded",
                                    "range is too (?:wide|large|high)",
                                    "range too (?:wide|large|high)",
                                    "exceeds maximum rpc range",
                                    "range exceeds (?:the )?(?:configured|limit)",
                                    "range exceeds the limits",
                                    "range threshold exceeded",
                                    "exceeds? max(?:imum)? block range",
                                    "exceeds? the block range",
                                    "too many blocks"),
                            Rule.of(
                                    ProviderError.ResponseTooLarge::new,
                                    "response size",
                                    "(?:response|answer|payload|entity|result) (?:is )?too (?:large|big)",
                                    "response exceeds",
                                    "exceeded max allowed",
                                    "length limit exceeded"),
                            Rule.of(
                                    ProviderError.Timeout::new,
                                    "time.?out",
                                    "timed out",
                                    "took too long",
                                    "deadline exceeded",
                                    "context cancell?ed",
                                    "no backend is currently healthy"),
                            Rule.of(
                                    ProviderError.Pruned::new,
                                    "pruned",
                                    "pruning",
                                    "missing trie node",
                                    "archive",
                                    "receipts? not available",
                                    "neither stored nor",
                                    "base height",
                                    "history (?:is )?(?:not available|unavailable)"),
                            Rule.of(
                                    ProviderError.Lagging::new,
                                    "beyond (?:the )?(?:current )?(?:head|latest)",
                                    "header not found",
                                    "unknown block",
                                    "block (?:could )?not (?:be )?found",
                                    "block is out of range",
                                    "invalid block range$",
                                    "after last accepted block",
                                    "unfinalized data",
                                    "does not have that block",
                                    "no headers? synced"),
                            Rule.of(
                                    ProviderError.NoAccess::new,
                                    "unauthori[sz]ed",
                                    "api.?key",
                                    "authenticate",
                                    "project id",
                                    "monthly capacity",
                                    "forbidden",
                                    "paid plan"),
                            Rule.of(
                                    ProviderError.NotSupported::new,
                                    "method.{0,200}(?:not found|not exist|not available|not supported|not enabled|not allowed|disabled)",
                                    "unsupported method"),
                            Rule.of(
                                    ProviderError.Unavailable::new,
                                    "suitable provider",
                                    "temporarily unavailable",
                                    "bad gateway")))
            .flatMap(Function.identity())
            .toList();

    private ProviderErrors() {}

    static ProviderError read(RpcError error) {
        String data = PlainText.cut(error.data(), PlainText.MESSAGE);
        String text = (error.message() + " " + data).strip().toLowerCase(Locale.ROOT);
        for (Rule rule : RULES) {
            Optional<ProviderError> meaning = rule.read(text);
            if (meaning.isPresent()) return meaning.get();
        }
        ProviderError byStatus = byStatus(error.status());
        return byStatus != null ? byStatus : byCode(error.code());
    }

    private static @Nullable ProviderError byStatus(int status) {
        return switch (status) {
            case 401, 402, 403 -> new ProviderError.NoAccess();
            case 413 -> new ProviderError.ResponseTooLarge();
            case 429 -> new ProviderError.RateLimited(null);
            case 408, 504, 524 -> new ProviderError.Timeout();
            default -> status >= 500 ? new ProviderError.Unavailable() : null;
        };
    }

    private static ProviderError byCode(int code) {
        return switch (code) {
            case 429, -32029 -> new ProviderError.RateLimited(null);
            case 4444 -> new ProviderError.Pruned();
            case -39001 -> new ProviderError.Lagging();
            case -32601 -> new ProviderError.NotSupported();
            default -> new ProviderError.Unknown();
        };
    }

    private static Optional<ProviderError> suggested(Matcher found, int radix) {
        long from = Long.parseUnsignedLong(found.group(1), radix);
        long to = Long.parseUnsignedLong(found.group(2), radix);
        return from >= 0 && to >= from ? Optional.of(new ProviderError.SuggestedRange(from, to)) : Optional.empty();
    }

    private static Optional<ProviderError> maxSpan(Matcher found) {
        String digits = found.group(1).replaceAll("[,._]", "");
        if (digits.length() > 12) return Optional.empty();
        long blocks = Long.parseLong(digits) * (found.group(2).isEmpty() ? 1 : 1000);
        return blocks < 1 ? Optional.empty() : Optional.of(new ProviderError.MaxSpan(blocks));
    }
}

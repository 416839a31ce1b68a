package io.gridwork.worker.market;

import io.gridwork.contracts.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Errors of the contracts as sentences that say what is wrong and what to do. They stand in {@code contract-errors.properties}. */
public final class ContractErrors {
    private static final Pattern ERROR = Pattern.compile("([A-Z]\\w*)(?:\\((.*)\\))?", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("(\\w+): (.*?)(?=, \\w+: |$)", Pattern.DOTALL);
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\]]*)\\]");
    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)\\}");

    /** Names of the contracts' parameters that are Unix seconds. */
    private static final Set<String> TIMES = Set.of(
            "postUntil", "deadline", "until", "from", "earliest", "unlockAt", "eligibleAt", "stakeSince", "lastSeen");

    private static final Properties SENTENCES = read();

    private ContractErrors() {}

    private static Properties read() {
        String name = "contract-errors.properties";
        try (InputStream in = ContractErrors.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("no resource " + name + " beside " + ContractErrors.class);
            Properties sentences = new Properties();
            sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an error says to people.
     *
     * @param reason as {@link io.gridwork.abi.ErrorDecoder} tells it: {@code StakeTooLow(stake: 5, minStake: 10)}, the name alone where
     *     the values are not known, or a text without a custom error, which stays as it is
     */
    public static String sentence(String reason) {
        Matcher error = ERROR.matcher(reason);
        if (!error.matches()) return reason;
        Map<String, String> values = error.group(2) == null ? Map.of() : values(error.group(2));
        String name = error.group(1);
        return explanation(name, values)
                .orElseGet(
                        () -> "they answered " + reason
                                + ", which no command should meet. Give the command again with --debug, and report what it prints");
    }

    /** Whether there is a sentence for the error. */
    static boolean isExplained(String name) {
        return SENTENCES.containsKey(name);
    }

    /** Names of the errors that have a sentence. */
    static Set<String> explained() {
        return SENTENCES.stringPropertyNames().stream()
                .map(key -> key.replaceFirst("\\..*", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> explanation(String name, Map<String, String> values) {
        String ofState = SENTENCES.getProperty(name + "." + values.getOrDefault("state", ""));
        String sentence = ofState == null ? SENTENCES.getProperty(name) : ofState;
        return Optional.ofNullable(sentence).map(text -> filled(text, values));
    }

    private static String filled(String text, Map<String, String> values) {
        String known = OPTIONAL.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(isKnown(part.group(1), values) ? part.group(1) : ""));
        return VALUE.matcher(known).replaceAll(value -> Matcher.quoteReplacement(shown(value, values)));
    }

    private static boolean isKnown(String part, Map<String, String> values) {
        return VALUE.matcher(part).results().allMatch(value -> values.containsKey(value.group(1)));
    }

    private static String shown(MatchResult value, Map<String, String> values) {
        return values.getOrDefault(value.group(1), "(unknown)");
    }

    private static Map<String, String> values(String arguments) {
        Map<String, String> values = new HashMap<>();
        ARGUMENT.matcher(arguments).results().forEach(argument -> {
            String name = argument.group(1);
            String value = argument.group(2);
            if (!TIMES.contains(name)) values.put(name, readable(name, value));
            else if (value.length() < 12)
                values.put(name, String.valueOf(Instant.ofEpochSecond(Long.parseLong(value))));
        });
        return values;
    }

    private static String readable(String name, String value) {
        return switch (name) {
            case "state" -> JobState.of(Integer.valueOf(value)).name();
            case "window" -> "--" + ascii(value).replace("Window", "-window");
            default -> value;
        };
    }

    /** A short text in 32 bytes, as the contracts name a window. */
    private static String ascii(String word) {
        byte[] bytes = HexFormat.of().parseHex(word.substring(2));
        return new String(bytes, StandardCharsets.US_ASCII).replace("\0", "");
    }
}

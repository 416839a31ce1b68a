package io.gridwork.worker.app;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the numbers of options may be. They are looked at in one place, where the names that people type are known. */
final class OptionBounds {
    private static final String SECONDS = "4294967295";
    private static final String ANY = "1000000000000000000";
    private static final Map<String, Bounds> BOUNDS = Map.ofEntries(
            bounds("--n", "1", "7"),
            bounds("--k", "1", "7"),
            bounds("--class", "0", "255"),
            bounds("--start-price", "0", "100"),
            bounds("--max-fee", "0", "100"),
            bounds("--claim-window", "0", SECONDS),
            bounds("--work-window", "0", SECONDS),
            bounds("--reveal-window", "0", SECONDS),
            bounds("--challenge-window", "0", SECONDS),
            bounds("--valid-for", "1", SECONDS),
            bounds(
                    "--nonce",
                    "0",
                    BigDecimal.TWO.pow(256).subtract(BigDecimal.ONE).toPlainString()),
            bounds("--node", "1", SECONDS),
            bounds("--hire", "0", SECONDS),
            bounds("--exclude", "1", SECONDS),
            bounds("--node-slots", "1", "255"),
            bounds("--slots", "1", "64"),
            bounds("--memory-mib", "64", "1048576"),
            bounds("--watts", "0", "10000"),
            bounds("--value", "0", ANY),
            bounds("--tariff", "0", ANY),
            bounds("--capital-rate", "0", ANY),
            bounds("--win-probability", "0", "1"),
            bounds("--challenge-share", "0", "1"),
            bounds("--max-input-mib", "0", "1048576"),
            bounds("--fetch-mib-per-hour", "0", "1048576"),
            bounds("--self-check-units", "0", ANY),
            bounds("--http-port", "0", "65535"),
            bounds("--look-back", "0", ANY),
            bounds("--interval-ms", "1", "60000"),
            bounds("--max-lag", "0", ANY),
            bounds("--grace", "0", "86400"),
            bounds("--limit", "1", "1000000000"),
            bounds("--fetch-timeout", "1", "86400"),
            bounds("--timeout", "0", "1000000000"),
            bounds("--confirmations", "1", "1000000"),
            bounds("--max-fee-gwei", "0.1", ANY),
            bounds("--patience", "0", "1000000000"));

    private OptionBounds() {}

    private record Bounds(BigDecimal least, BigDecimal most) {
        boolean hold(String number) {
            try {
                BigDecimal value = new BigDecimal(number);
                return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
            } catch (NumberFormatException e) {
                return false; // NaN and infinity, which are numbers to Java
            }
        }
    }

    private static Map.Entry<String, Bounds> bounds(String option, String least, String most) {
        return Map.entry(option, new Bounds(new BigDecimal(least), new BigDecimal(most)));
    }

    /** Runs the command that was typed. @throws ParameterException naming the option, its value and what it may be */
    static int execute(ParseResult parsed) {
        // Without the options that a command needs, as help may be asked for, they have values that nobody gave.
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) return help;
        CommandLine command = parsed.asCommandLineList().getLast();
        for (OptionSpec option : command.getCommandSpec().options()) {
            Bounds bounds = BOUNDS.get(option.longestName());
            if (bounds == null) continue;
            for (String number : numbers(option.getValue()).toList()) {
                if (!bounds.hold(number))
                    throw new ParameterException(
                            command,
                            option.longestName() + " is " + number + ": give "
                                    + bounds.least().toPlainString() + " to "
                                    + bounds.most().toPlainString());
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static Stream<String> numbers(@Nullable Object value) {
        return switch (value) {
            case Number number -> Stream.of(number.toString());
            case Optional<?> given -> numbers(given.orElse(null));
            case Collection<?> all -> all.stream().flatMap(OptionBounds::numbers);
            case Map<?, ?> all -> numbers(List.copyOf(all.values()));
            case null, default -> Stream.empty();
        };
    }
}

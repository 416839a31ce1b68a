package io.gridwork.indexer.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How log lines are written to standard error. Progress is a log line too, unless it is for people. */
enum LogFormat {
    /** For people. */
    text,
    /** One line of {@code key=value} each. */
    logfmt,
    /** One JSON object a line. */
    json;

    static final String FLAG = "--log-format";
    private static final String VARIABLE = "GRIDWORK_LOG_FORMAT";

    /** What the program runs with. */
    static LogFormat current() {
        return valueOf(System.getProperty(VARIABLE, text.name()));
    }

    /** Sets up logging. Before the first logger is made, and so before the flags are parsed; a wrong value is left to those who parse. */
    static void choose(List<String> arguments, Map<String, String> environment) {
        String wanted = given(arguments).orElse(environment.getOrDefault(VARIABLE, text.name()));
        for (LogFormat format : values()) {
            if (format.name().equalsIgnoreCase(wanted)) System.setProperty(VARIABLE, format.name());
        }
        if (arguments.contains("--debug")) System.setProperty("GRIDWORK_LOG", "DEBUG");
        System.setProperty("logback.configurationFile", "io/gridwork/indexer/app/logback.xml");
    }

    private static Optional<String> given(List<String> arguments) {
        int flag = arguments.indexOf(FLAG);
        if (flag >= 0 && flag + 1 < arguments.size()) return Optional.of(arguments.get(flag + 1));
        return arguments.stream()
                .filter(argument -> argument.startsWith(FLAG + "="))
                .map(argument -> argument.substring(FLAG.length() + 1))
                .findFirst();
    }
}

package io.gridwork.worker.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Where an option's value comes from when it is not on the command line: the environment ({@code --max-lag} is {@code
 * GRIDWORK_MAX_LAG}), then the YAML file ({@code max-lag}), then the default that the help shows.
 */
final class Settings implements CommandLine.IDefaultValueProvider {
    static final String CONFIG = "--config";

    private final Map<String, String> environment;
    private final Map<String, String> file;

    private Settings(Map<String, String> environment, Map<String, String> file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Reads the file that the arguments or the environment name, if any.
     *
     * @param known names of all options; others in the file are refused
     */
    static Settings of(String[] arguments, Map<String, String> environment, Set<String> known) {
        String config = configIn(arguments);
        if (config == null) config = environment.get(variable("config"));
        return new Settings(environment, config == null ? Map.of() : read(Path.of(config), known));
    }

    private static @Nullable String configIn(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(CONFIG + "=")) return arguments[i].substring(CONFIG.length() + 1);
            if (arguments[i].equals(CONFIG) && i + 1 < arguments.length) return arguments[i + 1];
        }
        return null;
    }

    private static Map<String, String> read(Path file, Set<String> known) {
        Map<String, String> values = new TreeMap<>();
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the configuration " + file + ": " + e, e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the configuration " + file + " is no YAML: " + e.getOriginalMessage(), e);
        }
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!known.contains(entry.getKey())) {
                throw new IllegalArgumentException("the configuration " + file + " has \"" + entry.getKey()
                        + "\", which no command knows; known are " + String.join(", ", new TreeSet<>(known)));
            }
            values.put(entry.getKey(), text(entry.getValue()));
        }
        return values;
    }

    /** Lists and maps as an option takes them: with commas between. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(","));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue().asString())
                    .collect(Collectors.joining(","));
        }
        return value.asString();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) return null;
        String name = name(option);
        String fromEnvironment = environment.get(variable(name));
        return fromEnvironment != null ? fromEnvironment : file.get(name);
    }

    /** Names of all options of a command and of those under it. */
    static Set<String> names(CommandLine command) {
        Set<String> names = new TreeSet<>();
        List<OptionSpec> options = command.getCommandSpec().options();
        options.forEach(option -> names.add(name(option)));
        command.getSubcommands().values().forEach(sub -> names.addAll(names(sub)));
        return names;
    }

    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    static String variable(String name) {
        return "GRIDWORK_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

package io.gridwork.worker.app;

import io.gridwork.network.Network;
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
 * GRIDWORK_MAX_LAG}), then the YAML file ({@code max-lag}), then the network ({@code --network}), then the default that the help shows.
 */
final class Settings implements CommandLine.IDefaultValueProvider {
    static final String CONFIG = "--config";
    static final String NETWORK = "--network";

    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Map<String, String> network;

    private Settings(Map<String, String> environment, Map<String, String> file, Map<String, String> network) {
        this.environment = environment;
        this.file = file;
        this.network = network;
    }

    /**
     * Reads the configuration file and the network file that the arguments or the environment name, if any.
     *
     * @param known names of all options; others in the configuration file are refused
     */
    static Settings of(String[] arguments, Map<String, String> environment, Set<String> known) {
        String config = given(CONFIG, arguments, environment);
        Map<String, String> file = config == null ? Map.of() : read(Path.of(config), known);
        String network = given(NETWORK, arguments, environment);
        if (network == null) network = file.get("network");
        return new Settings(
                environment,
                file,
                network == null ? Map.of() : ofNetwork(Network.find(network, Path.of(""), environment)));
    }

    private static @Nullable String given(String option, String[] arguments, Map<String, String> environment) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(option + "=")) return arguments[i].substring(option.length() + 1);
            if (arguments[i].equals(option) && i + 1 < arguments.length) return arguments[i + 1];
        }
        return environment.get(variable(option.substring(2)));
    }

    /** What a network says of the options of any command. */
    private static Map<String, String> ofNetwork(Network network) {
        Map<String, String> values = new TreeMap<>();
        values.put("rpc", network.rpc().toString());
        values.put("deployment", network.deployment().toString());
        network.paymentToken().ifPresent(token -> values.put("token", token));
        network.development().ifPresent(own -> {
            values.put("key", own.requesterKey().toString());
            values.put("dir", own.clientFolder().toString());
            values.put("input-dir", own.inputFolder().toString());
            values.put("input-url", own.inputUrl().toString());
            values.put("local-content", "true");
        });
        return values;
    }

    private static Map<String, String> read(Path file, Set<String> known) {
        Map<String, String> values = new TreeMap<>();
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read the configuration " + file + ": " + Explained.message(e), e);
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
        if (fromEnvironment != null) return fromEnvironment;
        return file.getOrDefault(name, network.get(name));
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

package io.gridwork.testchain;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where engines are looked for; an argument, so that a test can describe another machine.
 *
 * @param environment environment variables
 * @param properties system properties
 * @param workingFolder where the search for a checkout begins, upwards
 */
public record Surroundings(Map<String, String> environment, Map<String, String> properties, Path workingFolder) {

    public static Surroundings ofThisProcess() {
        var properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(n -> n, System::getProperty));
        return new Surroundings(System.getenv(), properties, Path.of("").toAbsolutePath());
    }

    /** A setting: the system property, else the environment variable; an empty one counts as absent. */
    public Optional<String> setting(String property, String variable) {
        return Stream.of(properties.get(property), environment.get(variable))
                .filter(v -> v != null && !v.isBlank())
                .findFirst();
    }

    Optional<Path> onPath(String program) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The user's cache folder for this project (XDG Base Directory Specification). */
    public Path cacheFolder() {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification has relative paths ignored.
        Path base =
                Path.of(xdg).isAbsolute() ? Path.of(xdg) : Path.of(properties.getOrDefault("user.home", "."), ".cache");
        return base.resolve("gridwork");
    }

    boolean isWindows() {
        return properties.getOrDefault("os.name", "").startsWith("Windows");
    }
}

package io.gridwork.testchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for the engines' programs. */
final class EngineLocator {

    private final Surroundings here;

    EngineLocator(Surroundings here) {
        this.here = here;
    }

    /** What a search came to: the engine, or why there is none and what to do about it. */
    sealed interface Outcome {
        record Found(ChainEngine engine) implements Outcome {}

        record Absent(String reason, String remedy) implements Outcome {}
    }

    Outcome besu() {
        String program = here.isWindows() ? "besu.bat" : "besu";
        Path cached = here.cacheFolder().resolve("besu-" + BesuEngine.VERSION);
        Optional<Path> home = here.setting("besu.home", "BESU_HOME").map(Path::of);
        if (home.isPresent())
            return executable(home.get().resolve("bin").resolve(program))
                    .<Outcome>map(p -> new Outcome.Found(new BesuEngine(p, "by BESU_HOME")))
                    .orElseGet(() -> new Outcome.Absent(
                            "BESU_HOME is " + home.get() + ", which has no bin/" + program,
                            "point BESU_HOME at an unpacked Besu release"));
        return here.onPath(program)
                .map(p -> new BesuEngine(p, "on PATH"))
                .or(() ->
                        executable(cached.resolve("bin").resolve(program)).map(p -> new BesuEngine(p, "in " + cached)))
                .<Outcome>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Absent(
                        "no Besu in BESU_HOME, on PATH or in " + cached,
                        "install it with: gridwork chain install-besu"));
    }

    Outcome anvil() {
        Optional<String> named = here.setting("gridwork.anvil", "GRIDWORK_ANVIL");
        if (named.isPresent())
            return executable(Path.of(named.get()))
                    .<Outcome>map(p -> new Outcome.Found(new AnvilEngine(nativeProgram(p), "by GRIDWORK_ANVIL")))
                    .orElseGet(() -> new Outcome.Absent(
                            "GRIDWORK_ANVIL is " + named.get() + ", which is no executable file",
                            "point GRIDWORK_ANVIL at the anvil program"));
        return inCheckout()
                .map(p -> new AnvilEngine(nativeProgram(p), "in " + p.getParent()))
                .or(() -> here.onPath(anvilProgram()).map(p -> new AnvilEngine(nativeProgram(p), "on PATH")))
                .<Outcome>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Absent(
                        "no anvil in GRIDWORK_ANVIL, in contracts/node_modules or on PATH",
                        "install it with: npm ci --prefix contracts"));
    }

    /** The checkout the launcher names, else the one around the working folder. */
    private Optional<Path> inCheckout() {
        Stream<Path> named = here.setting("gridwork.root", "GRIDWORK_ROOT").map(Path::of).stream();
        Stream<Path> around = Stream.iterate(here.workingFolder(), f -> f != null, Path::getParent);
        return Stream.concat(named, around)
                .map(folder -> folder.resolve("contracts/node_modules/.bin").resolve(anvilProgram()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The npm package's command is a script that runs the native program of a sibling package as a child, which a signal
     * to the script would leave behind. So that program is started itself.
     */
    private static Path nativeProgram(Path command) {
        try {
            Path real = command.toRealPath();
            if (!real.getFileName().toString().endsWith(".mjs")) return real;
            Path scope = real.resolve("../..").normalize();
            try (Stream<Path> packages = Files.list(scope)) {
                return packages.filter(p -> p.getFileName().toString().startsWith("anvil-"))
                        .flatMap(p -> Stream.of(p.resolve("bin/anvil"), p.resolve("bin/anvil.exe")))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(real);
            }
        } catch (IOException e) {
            throw new NodeException("cannot follow " + command + ": " + e, e);
        }
    }

    private String anvilProgram() {
        return here.isWindows() ? "anvil.cmd" : "anvil";
    }

    private static Optional<Path> executable(Path file) {
        return List.of(file).stream().filter(Files::isExecutable).findFirst();
    }
}

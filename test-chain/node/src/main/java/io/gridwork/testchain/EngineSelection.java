package io.gridwork.testchain;

import io.gridwork.testchain.EngineLocator.Outcome.Absent;
import io.gridwork.testchain.EngineLocator.Outcome.Found;
import java.util.Optional;

/**
 * The engine to use, and why.
 *
 * @param engine found on this machine
 * @param reason one line for the user
 */
public record EngineSelection(ChainEngine engine, String reason) {

    public static final String PROPERTY = "gridwork.chain";
    public static final String VARIABLE = "GRIDWORK_CHAIN";
    private static final String AUTO = "auto";

    /** What the system property {@value PROPERTY} or the environment variable {@value VARIABLE} asks for, else auto. */
    public static EngineSelection ofThisProcess() {
        return requested(Optional.empty());
    }

    /** What a command's {@code --chain} asks for; where it asks for nothing, as {@link #ofThisProcess}. */
    public static EngineSelection requested(Optional<String> option) {
        var here = Surroundings.ofThisProcess();
        return of(option.or(() -> here.setting(PROPERTY, VARIABLE)).orElse(AUTO), here);
    }

    /**
     * Chooses.
     *
     * @param request {@code auto} (Besu where it is at hand, else anvil), {@code besu} or {@code anvil}
     * @throws NodeException if the request is none of these, or what it asks for is not on this machine
     */
    public static EngineSelection of(String request, Surroundings here) {
        var locator = new EngineLocator(here);
        return switch (request) {
            case BesuEngine.NAME -> asked(BesuEngine.NAME, locator.besu());
            case AnvilEngine.NAME -> asked(AnvilEngine.NAME, locator.anvil());
            case AUTO -> automatic(locator);
            default ->
                throw new NodeException("chain engine \"" + request
                        + "\" is not known; use auto, besu or anvil (--chain, " + PROPERTY + " or " + VARIABLE + ")");
        };
    }

    private static EngineSelection asked(String name, EngineLocator.Outcome outcome) {
        return switch (outcome) {
            case Found(var engine) ->
                new EngineSelection(engine, "chain: " + name + ", as asked (found " + engine.foundBy() + ")");
            case Absent(var reason, var remedy) -> throw new NodeException(reason + "; " + remedy);
        };
    }

    private static EngineSelection automatic(EngineLocator locator) {
        return switch (locator.besu()) {
            case Found(var besu) -> new EngineSelection(besu, "chain: besu (found " + besu.foundBy() + ")");
            case Absent(var noBesu, var installBesu) ->
                switch (locator.anvil()) {
                    case Found(var anvil) ->
                        new EngineSelection(
                                anvil, "chain: anvil (found " + anvil.foundBy() + "), because there is " + noBesu);
                    case Absent(var noAnvil, var installAnvil) ->
                        throw new NodeException("no test chain: " + noBesu + "; " + noAnvil + ". Either " + installAnvil
                                + ", or " + installBesu);
                };
        };
    }
}

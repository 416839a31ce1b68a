package io.gridwork.toolkit.plan;

import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be deployed, as a plan file says it.
 *
 * @param chains chain ids it may be applied on; empty for any
 * @param accounts addresses by name, <code>${account.name}</code>; {@link Value.Nothing} must be given by the caller
 * @param parameters values by name, <code>${parameter.name}</code>; {@link Value.Nothing} must be given by the caller
 * @param contracts in the order of their creation
 * @param calls in the order they are made
 * @param expectations what must hold at the end
 * @param network the network file that is written at the end
 */
public record Plan(
        String name,
        Set<Long> chains,
        SequencedMap<String, Value> accounts,
        SequencedMap<String, Value> parameters,
        List<ContractStep> contracts,
        List<CallStep> calls,
        List<Expectation> expectations,
        Optional<NetworkSection> network,
        Place place) {
    public Plan {
        chains = Set.copyOf(chains);
        contracts = List.copyOf(contracts);
        calls = List.copyOf(calls);
        expectations = List.copyOf(expectations);
    }

    /** @throws ToolkitException if there is no such file, or naming the line that is wrong */
    public static Plan read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException absent) {
            throw new ToolkitException(
                    "plan file " + file + " does not exist; give the path of a YAML or JSON plan", absent);
        } catch (IOException unreadable) {
            throw new ToolkitException("plan file " + file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** A plan on the class path, such as {@code io/gridwork/contracts/plans/gridwork-dev.yaml}. */
    public static Plan resource(String path) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (in == null) throw new ToolkitException("no plan " + path + " on the class path; is its jar missing?");
            return parse(
                    path.substring(path.lastIndexOf('/') + 1), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new ToolkitException("plan " + path + " on the class path cannot be read: " + unreadable, unreadable);
        }
    }

    /** @param source what errors call it, usually a file name */
    public static Plan parse(String source, String text) {
        return PlanReader.read(source, text);
    }

    /** The same with accounts given or replaced. @throws ToolkitException if the plan does not name one of them */
    public Plan withAccounts(Map<String, String> given) {
        return with(given("account", accounts, given), parameters);
    }

    /** The same with parameters given or replaced. @throws ToolkitException if the plan does not name one of them */
    public Plan withParameters(Map<String, String> given) {
        return with(accounts, given("parameter", parameters, given));
    }

    private Plan with(SequencedMap<String, Value> someAccounts, SequencedMap<String, Value> someParameters) {
        return new Plan(name, chains, someAccounts, someParameters, contracts, calls, expectations, network, place);
    }

    private SequencedMap<String, Value> given(String kind, Map<String, Value> named, Map<String, String> given) {
        SequencedMap<String, Value> all = new LinkedHashMap<>(named);
        given.forEach((key, text) -> {
            if (!all.containsKey(key)) {
                throw place.error("the plan has no " + kind + " \"" + key + "\" that could be set to " + text
                        + "; it has " + all.keySet().stream().collect(Collectors.joining(", ", "[", "]")));
            }
            if (text == null) // what Maven makes of an empty element
            throw place.error("the " + kind + " \"" + key + "\" is given without a value; give one, or leave it out");
            all.put(key, new Value.Text(text, new Place(kind + " " + key + " as given", 0)));
        });
        return all;
    }
}

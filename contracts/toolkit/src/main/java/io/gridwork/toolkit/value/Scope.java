package io.gridwork.toolkit.value;

import io.gridwork.abi.Address;
import io.gridwork.toolkit.plan.Place;
import io.gridwork.toolkit.plan.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What <code>${…}</code> stands for at one point of a plan: accounts, parameters, and the contracts that are there by then. */
public final class Scope {
    private static final String OPENING = "${";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

    private final Map<String, Value> values = new TreeMap<>();

    public Scope() {}

    /** Begins with all that the other one knows. */
    public Scope(Scope other) {
        values.putAll(other.values);
    }

    /** Later contracts see earlier ones; a name keeps its last meaning. */
    public void define(String name, Value value) {
        values.put(name, expand(value));
    }

    public void define(String name, Address address) {
        values.put(name, new Value.Text(address.toString(), new Place(name, 0)));
    }

    /**
     * The value with its references replaced. A text that is one reference becomes what it refers to, lists and mappings too.
     *
     * @throws io.gridwork.toolkit.ToolkitException naming the reference that stands for nothing
     */
    public Value expand(Value value) {
        return switch (value) {
            case Value.Text text -> expand(text);
            case Value.Sequence(List<Value> elements, Place place) ->
                new Value.Sequence(elements.stream().map(this::expand).toList(), place);
            case Value.Mapping(SequencedMap<String, Value> fields, Place place) -> {
                SequencedMap<String, Value> expanded = new LinkedHashMap<>();
                fields.forEach((name, field) -> expanded.put(name, expand(field)));
                yield new Value.Mapping(expanded, place);
            }
            case Value.Nothing nothing -> nothing;
        };
    }

    /** Whether the value is nothing but a reference to what the plan leaves open and nobody has given. */
    public boolean isOpen(Value value) {
        Matcher whole = REFERENCE.matcher(value.toString());
        return whole.matches() && values.get(whole.group(1).strip()) instanceof Value.Nothing;
    }

    private Value expand(Value.Text text) {
        Matcher whole = REFERENCE.matcher(text.text());
        if (whole.replaceAll("").contains(OPENING)) {
            throw text.place()
                    .error("\"" + text.text() + "\" opens a placeholder and does not close it; write ${name}");
        }
        whole.reset();
        if (whole.matches()) return at(text.place(), lookup(whole.toMatchResult(), text.place()));
        return new Value.Text(
                whole.replaceAll(part -> Matcher.quoteReplacement(inline(part, text.place()))), text.place());
    }

    private String inline(MatchResult reference, Place place) {
        if (lookup(reference, place) instanceof Value.Text(String text, Place _)) return text;
        throw place.error(reference.group() + " is a list or a mapping and cannot stand inside a text");
    }

    private Value lookup(MatchResult reference, Place place) {
        String name = reference.group(1).strip();
        Value value = values.get(name);
        if (value instanceof Value.Nothing) {
            throw place.error(reference.group() + " has no value in the plan; it must be given when the plan is used");
        }
        if (value != null) return value;
        String hint = name.endsWith(".address") ? "; a contract can refer to those above it only" : "";
        throw place.error(reference.group() + " stands for nothing here; known are " + values.keySet() + hint);
    }

    /** Errors about a value name the place where it is used. */
    private static Value at(Place place, Value value) {
        return switch (value) {
            case Value.Text(String text, Place _) -> new Value.Text(text, place);
            case Value.Sequence(List<Value> elements, Place _) -> new Value.Sequence(elements, place);
            case Value.Mapping(SequencedMap<String, Value> fields, Place _) -> new Value.Mapping(fields, place);
            case Value.Nothing _ -> new Value.Nothing(place);
        };
    }
}

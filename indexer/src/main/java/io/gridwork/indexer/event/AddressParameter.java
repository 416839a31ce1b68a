package io.gridwork.indexer.event;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.Address;
import io.gridwork.abi.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parameter of an event that names contracts: by it a factory's children are known, and a proxy's implementations. It may
 * be a component of a tuple or an element of an array.
 *
 * @param path such as {@code pool}, {@code info.pool}, {@code pools[]}, {@code infos[].pool}
 * @param column place of the column that holds it, or the array it is in, among the table's
 * @param inArray the way inside the array's JSON; empty where the column holds the address itself
 */
public record AddressParameter(EventTable table, String path, int column, List<Step> inArray) {
    private static final String ELEMENTS = "[]";

    /** One step into JSON. */
    public sealed interface Step {
        /** Each element of an array. */
        record Elements() implements Step {}

        /** A component, which is a member of an object, or of an array where the components have no names. */
        record Member(String name, int index) implements Step {}
    }

    public AddressParameter {
        inArray = List.copyOf(inArray);
    }

    /** @throws Refusal when the event has no such parameter, or it holds no address */
    @SuppressWarnings("MissingSummary")
    public static AddressParameter of(EventTable table, String path) {
        return new Search(table, path).run();
    }

    /** Its name in {@code _coverage}: {@code table.path}. */
    public String name() {
        return table.name() + "." + path;
    }

    /** What a row names. */
    public List<Address> in(EventRow row) {
        return parse(row.parameter(column).toString());
    }

    /** What the text in the column names. */
    public List<Address> parse(String stored) {
        if (inArray.isEmpty()) return List.of(Address.parse(stored));
        List<JsonNode> nodes = List.of(JsonMapper.shared().readTree(stored));
        for (Step step : inArray) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : nodes) {
                switch (step) {
                    case Step.Elements() -> node.forEach(next::add);
                    case Step.Member(String name, int index) ->
                        next.add(node.isObject() ? node.path(name) : node.path(index));
                }
            }
            nodes = next;
        }
        return nodes.stream().map(node -> Address.parse(node.asString())).toList();
    }

    /** Follows a path through an event's types. */
    private static final class Search {
        private final EventTable table;
        private final String path;
        private final List<Step> inArray = new ArrayList<>();
        private int column;
        private boolean inColumn;

        Search(EventTable table, String path) {
            this.table = table;
            this.path = path;
        }

        AddressParameter run() {
            @Nullable List<Parameter> level = table.schema().inputs();
            @Nullable AbiType type = null;
            for (String part : path.split("\\.", -1)) {
                if (level == null) throw refused("there is nothing called \"" + part + "\" inside " + describe(type));
                String name = part.replaceAll("(\\[])+$", "");
                Parameter parameter = enter(level, name);
                if (parameter.isHashed())
                    throw refused("of an indexed " + parameter.type().canonical() + " the chain keeps only a hash");
                type = parameter.type();
                for (int i = name.length(); i < part.length(); i += ELEMENTS.length()) {
                    if (!(type instanceof AbiType.Array(AbiType element, int _)))
                        throw refused(describe(type) + " is no array");
                    inColumn = true;
                    inArray.add(new Step.Elements());
                    type = element;
                }
                level = type instanceof AbiType.Tuple(List<Parameter> components) ? components : null;
            }
            if (!(type instanceof AbiType.AddressType)) throw refused("it holds no address but " + describe(type));
            return new AddressParameter(table, path, column, inArray);
        }

        private Parameter enter(List<Parameter> level, String name) {
            for (int i = 0; i < level.size(); i++) {
                Parameter each = level.get(i);
                if (each.name().equals(name)) {
                    if (inColumn) inArray.add(new Step.Member(name, i));
                    return each;
                }
                if (!inColumn) column += columns(each);
            }
            throw refused("it has no \"" + name + "\" but "
                    + level.stream().map(Parameter::name).toList());
        }

        private static int columns(Parameter parameter) {
            return !parameter.isHashed() && parameter.type() instanceof AbiType.Tuple(List<Parameter> components)
                    ? components.stream().mapToInt(Search::columns).sum()
                    : 1;
        }

        private static String describe(@Nullable AbiType type) {
            return type == null ? "the event" : type.canonical();
        }

        private Refusal refused(String reason) {
            return new Refusal("the parameter \"" + path + "\" of " + table.declaration() + ": " + reason
                    + "; name one that holds an address, as in pool, info.pool, pools[] or infos[].pool");
        }
    }
}

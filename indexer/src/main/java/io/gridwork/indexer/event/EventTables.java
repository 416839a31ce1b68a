package io.gridwork.indexer.event;

import io.gridwork.abi.EventSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives the events of several contracts their tables, named the same way whatever the order they come in. */
public final class EventTables {
    private static final Pattern CONTRACT_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /**
     * An event of a contract.
     *
     * @param variant ends the table's name where several definitions of one event are told apart by the contract's history, as
     *     those of a proxy's implementations; else empty
     */
    public record Declared(EventSchema schema, String variant) {}

    private record Event(String contract, EventSchema schema, String variant) {
        /** {@code <contract>_<event>}. */
        String plain() {
            return Identifiers.snake(contract, "contract") + "_" + Identifiers.snake(schema.name(), "event")
                    + (variant.isEmpty() ? "" : "_" + Identifiers.snake(variant, "v"));
        }

        /** For overloads: the first four bytes of the topic. */
        String suffixed() {
            return plain() + "_" + schema.topic0().hex().substring(2, 10);
        }

        /** For one signature declared twice with other parameters indexed. */
        String shaped() {
            return suffixed() + "_" + schema.indexedCount() + "indexed" + (schema.anonymous() ? "_anonymous" : "");
        }
    }

    private EventTables() {}

    /**
     * Tables for all these events; an event declared twice in a contract has one.
     *
     * @param contracts the contracts' events by the contracts' names
     * @throws Refusal for a name that makes no table name, or two contracts whose tables would have the same name
     */
    public static List<EventTable> of(Map<String, List<EventSchema>> contracts) {
        Map<String, List<Declared>> declared = new LinkedHashMap<>();
        contracts.forEach((contract, schemas) -> declared.put(
                contract,
                schemas.stream().map(schema -> new Declared(schema, "")).toList()));
        return ofDeclared(declared);
    }

    /** As {@link #of}. */
    public static List<EventTable> ofDeclared(Map<String, List<Declared>> contracts) {
        List<Event> events = new ArrayList<>();
        contracts.forEach((contract, declared) -> {
            requireName(contract);
            declared.stream()
                    .distinct()
                    .forEach(each -> events.add(new Event(contract, each.schema(), each.variant())));
        });
        Map<String, Long> plain = counts(events, Event::plain);
        Map<String, Long> suffixed = counts(events, Event::suffixed);
        Map<String, Event> named = new LinkedHashMap<>();
        for (Event event : events) {
            // The shortest form that no other event shares.
            String name = plain.getOrDefault(event.plain(), 0L) == 1
                    ? Identifiers.unreserved(event.plain())
                    : suffixed.getOrDefault(event.suffixed(), 0L) == 1 ? event.suffixed() : event.shaped();
            Event other = named.putIfAbsent(name, event);
            if (other != null) {
                throw new Refusal("contracts " + other.contract() + " and " + event.contract() + " both need the table "
                        + name + "; give one of them another name");
            }
        }
        List<EventTable> tables = new ArrayList<>();
        named.forEach((name, event) -> tables.add(EventTable.of(name, event.contract(), event.schema())));
        return tables;
    }

    private static void requireName(String contract) {
        if (!CONTRACT_NAME.matcher(contract).matches()
                || Identifiers.snake(contract, "").startsWith("sqlite")) {
            throw new Refusal(
                    "the contract name \"" + contract + "\" makes no table name; use letters, digits, - and _,"
                            + " a letter first, at most 64, and not \"sqlite…\"");
        }
    }

    private static Map<String, Long> counts(List<Event> events, Function<Event, String> form) {
        return events.stream().collect(Collectors.groupingBy(form, Collectors.counting()));
    }
}

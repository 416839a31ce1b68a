package io.gridwork.indexer.event;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads declarations of events: what {@link EventTable#declaration} writes, so that a file explains itself without the ABI it
 * was made with, and what people write, such as {@code event Transfer(address indexed from, address indexed to, uint value)}.
 * A struct is its types in parentheses, {@code (uint id, address owner)[] items}, with or without {@code tuple} before them.
 */
public final class EventDeclaration {
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern START = Pattern.compile("\\bevent\\s+[^\\s(]+\\s*\\(");
    private static final Pattern ANONYMOUS = Pattern.compile("\\s*anonymous\\b");
    private static final String EVENT = "event ";
    private static final String TUPLE = "tuple(";

    private EventDeclaration() {}

    /** @throws IllegalArgumentException when it is no declaration */
    @SuppressWarnings("MissingSummary")
    public static EventSchema parse(String declaration) {
        List<EventSchema> found = all(declaration);
        if (found.size() == 1) return found.getFirst();
        throw new IllegalArgumentException("not the declaration of an event: " + declaration);
    }

    /**
     * Those in a text, which may be a Solidity interface: everything else in it is passed over.
     *
     * @throws IllegalArgumentException when one cannot be read, with its text
     */
    public static List<EventSchema> all(String text) {
        String code = COMMENT.matcher(text).replaceAll(" ");
        List<EventSchema> events = new ArrayList<>();
        Matcher start = START.matcher(code);
        while (start.find()) {
            int open = start.end() - 1;
            int close = closing(code, open);
            String name = code.substring(start.start() + EVENT.length(), open).strip();
            boolean anonymous =
                    ANONYMOUS.matcher(code).region(close + 1, code.length()).lookingAt();
            events.add(event(name, code.substring(open + 1, close), anonymous));
        }
        return events;
    }

    private static EventSchema event(String name, String list, boolean anonymous) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("type", "event");
        event.put("name", name);
        event.put("anonymous", anonymous);
        event.set("inputs", parameters(list.replaceAll("\\s+", " ")));
        ArrayNode abi = JsonMapper.shared().createArrayNode().add(event);
        return ContractAbi.parse(abi.toString()).events().getFirst();
    }

    private static ArrayNode parameters(String list) {
        ArrayNode parameters = JsonMapper.shared().createArrayNode();
        parts(list).forEach(part -> parameters.add(parameter(part)));
        return parameters;
    }

    /** Split at the commas that are in no parenthesis. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= list.length(); i++) {
            char at = i == list.length() ? ',' : list.charAt(i);
            if (at == '(') depth++;
            if (at == ')') depth--;
            if (at != ',' || depth != 0) continue;
            String part = list.substring(start, i).strip();
            if (!part.isEmpty()) parts.add(part);
            start = i + 1;
        }
        return parts;
    }

    private static ObjectNode parameter(String part) {
        ObjectNode parameter = JsonMapper.shared().createObjectNode();
        String text = part.startsWith("(") ? "tuple" + part : part;
        int end = text.startsWith(TUPLE) ? closing(text, TUPLE.length() - 1) + 1 : 0;
        int space = text.indexOf(' ', end);
        String type = space < 0 ? text : text.substring(0, space);
        String rest = space < 0 ? "" : text.substring(space + 1).strip();
        boolean indexed = rest.equals("indexed") || rest.startsWith("indexed ");
        if (end > 0) {
            parameter.put("type", "tuple" + type.substring(end));
            parameter.set("components", parameters(type.substring(TUPLE.length(), end - 1)));
        } else {
            parameter.put("type", elementary(type, part));
        }
        parameter.put("indexed", indexed);
        parameter.put("name", indexed ? rest.substring("indexed".length()).strip() : rest);
        return parameter;
    }

    /** In canonical form: {@code uint} is short for {@code uint256}. */
    private static String elementary(String type, String part) {
        String canonical = type.replaceFirst("^(?<int>u?int)(?=$|\\[)", "${int}256");
        try {
            return AbiType.parse(canonical).canonical();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + part + "\": " + type
                            + " is no type of the ABI; write address for a contract, uint8 for an enum, what a type of your own"
                            + " is made of, and the types of a struct's members in parentheses",
                    e);
        }
    }

    /** Place of the parenthesis that closes the one at {@code open}. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '(') depth++;
            if (text.charAt(i) == ')' && --depth == 0) return i;
        }
        throw new IllegalArgumentException("a parenthesis is not closed: " + text.substring(Math.max(0, open - 20)));
    }
}

package io.gridwork.indexer.event;

import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.EventSchema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what {@link EventTable#declaration} writes, so that a file explains itself without the ABI it was made with. */
final class EventDeclaration {
    private static final String EVENT = "event ";
    private static final String ANONYMOUS = " anonymous";
    private static final String TUPLE = "tuple(";

    private final String text;

    private EventDeclaration(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is no declaration */
    static EventSchema parse(String declaration) {
        return new EventDeclaration(declaration).event();
    }

    private EventSchema event() {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (!text.startsWith(EVENT) || open < 0 || close < open) {
            throw new IllegalArgumentException("not the declaration of an event: " + text);
        }
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("type", "event");
        event.put("name", text.substring(EVENT.length(), open));
        event.put("anonymous", text.endsWith(ANONYMOUS));
        event.set("inputs", parameters(text.substring(open + 1, close)));
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
        int end = part.startsWith(TUPLE) ? closing(part) + 1 : 0;
        int space = part.indexOf(' ', end);
        String type = space < 0 ? part : part.substring(0, space);
        String rest = space < 0 ? "" : part.substring(space + 1);
        boolean indexed = rest.equals("indexed") || rest.startsWith("indexed ");
        if (end > 0) {
            parameter.put("type", "tuple" + type.substring(end));
            parameter.set("components", parameters(type.substring(TUPLE.length(), end - 1)));
        } else {
            parameter.put("type", type);
        }
        parameter.put("indexed", indexed);
        parameter.put("name", indexed ? rest.substring("indexed".length()).strip() : rest);
        return parameter;
    }

    /** Place of the parenthesis that closes the tuple. */
    private static int closing(String part) {
        int depth = 0;
        for (int i = TUPLE.length() - 1; i < part.length(); i++) {
            if (part.charAt(i) == '(') depth++;
            if (part.charAt(i) == ')' && --depth == 0) return i;
        }
        throw new IllegalArgumentException("a tuple is not closed: " + part);
    }
}

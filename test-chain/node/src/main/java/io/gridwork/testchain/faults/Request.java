package io.gridwork.testchain.faults;

import io.gridwork.testchain.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request of a client.
 *
 * @param calls empty where the body is not JSON-RPC
 */
record Request(String body, boolean batch, List<Call> calls) {

    static Request parse(String body) {
        try {
            return switch (Json.parse(body)) {
                case Map<?, ?> call -> new Request(body, false, List.of(new Call(Trees.copy(call))));
                case List<?> items -> batch(body, items);
                case null, default -> new Request(body, false, List.of());
            };
        } catch (IllegalArgumentException notJson) {
            return new Request(body, false, List.of());
        }
    }

    private static Request batch(String body, List<?> items) {
        var calls = new ArrayList<Call>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> call)) return new Request(body, true, List.of());
            calls.add(new Call(Trees.copy(call)));
        }
        return new Request(body, true, List.copyOf(calls));
    }

    List<String> methods() {
        return calls.stream().map(Call::method).toList();
    }
}

package io.gridwork.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** One answer of JSON-RPC. {@code id}: -1 where it has none. */
record JsonAnswer<T>(long id, @Nullable T result, @Nullable RpcError error) {

    /** Reads the object that the parser stands at. @throws IllegalArgumentException when it has neither result nor error */
    static <T> JsonAnswer<T> read(HexJson json, Rpc.Reader<T> reader) {
        long id = -1;
        T result = null;
        RpcError error = null;
        boolean complete = false;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = json.getValueAsLong(-1);
                case "result" -> {
                    complete = true;
                    if (value != JsonToken.VALUE_NULL) result = reader.read(json);
                }
                case "error" -> {
                    if (value != JsonToken.VALUE_NULL) error = error(json);
                }
                default -> json.skipChildren();
            }
        }
        if (!complete && error == null) throw new IllegalArgumentException("it has neither result nor error");
        return new JsonAnswer<>(id, result, error);
    }

    private static RpcError error(HexJson json) {
        int code = 0;
        String message = "no message";
        String data = "";
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return new RpcError(0, json.getValueAsString(message), "");
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "code" -> code = json.getValueAsInt();
                case "message" ->
                    message = value.isScalarValue()
                            ? json.getValueAsString(message)
                            : JsonTrees.tree(json).toString();
                case "data" ->
                    data = value == JsonToken.VALUE_NULL
                            ? ""
                            : JsonTrees.tree(json).toString();
                default -> json.skipChildren();
            }
        }
        return new RpcError(code, message, data);
    }
}

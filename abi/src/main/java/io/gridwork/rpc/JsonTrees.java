package io.gridwork.rpc;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of questions and answers that are small enough for a tree. */
final class JsonTrees {
    /** A tree within an answer is followed by the rest of the answer. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonTrees() {}

    static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** The value that the parser stands at. */
    static JsonNode tree(JsonParser json) {
        return JSON.readTree(json);
    }

    /** The error in the body of an HTTP error, where there is one. */
    static Optional<RpcError> error(int status, byte[] text) {
        try {
            JsonNode body = JSON.readTree(text);
            JsonNode error = (body.isArray() ? body.path(0) : body).path("error");
            if (error.isString()) return Optional.of(new RpcError(status, 0, error.asString(), ""));
            if (!error.isObject()) return Optional.empty();
            String data = error.has("data") ? error.path("data").toString() : "";
            String message = error.path("message").asString("no message");
            return Optional.of(new RpcError(status, error.path("code").asInt(0), message, data));
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }
}

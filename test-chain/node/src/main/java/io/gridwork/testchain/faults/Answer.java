package io.gridwork.testchain.faults;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one call: the response object, and the HTTP status that goes with it where the call is not in a batch. Two answers are
 * the same only if they are one object.
 */
final class Answer {

    private final int status;
    private final Map<String, @Nullable Object> json;

    Answer(int status, Map<String, @Nullable Object> json) {
        this.status = status;
        this.json = json;
    }

    int status() {
        return status;
    }

    Map<String, @Nullable Object> json() {
        return json;
    }

    static Answer result(Call call, @Nullable Object result) {
        var json = Trees.object("jsonrpc", "2.0");
        json.put("id", call.id());
        json.put("result", result);
        return new Answer(200, json);
    }

    static Answer error(Call call, long code, String message) {
        return error(call, Trees.object("code", code, "message", message));
    }

    /** With whatever stands in place of the error object. */
    static Answer error(Call call, Object error) {
        var json = Trees.object("jsonrpc", "2.0");
        json.put("id", call.id());
        json.put("error", error);
        return new Answer(200, json);
    }

    @Nullable Object result() {
        return json.get("result");
    }

    boolean failed() {
        return json.get("error") != null;
    }

    Answer at(int httpStatus) {
        return new Answer(httpStatus, json);
    }

    Answer with(String field, @Nullable Object value) {
        var copy = Trees.copy(json);
        copy.put(field, value);
        return new Answer(status, copy);
    }

    Answer without(String field) {
        var copy = Trees.copy(json);
        copy.remove(field);
        return new Answer(status, copy);
    }

    /** This very answer where the result is the same, so that the log names no fault that changed nothing. */
    Answer withResult(@Nullable Object result) {
        return failed() || Objects.equals(result, result()) ? this : with("result", result);
    }
}

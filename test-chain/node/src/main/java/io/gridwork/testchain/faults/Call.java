package io.gridwork.testchain.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC call.
 *
 * @param json the request object as the client sent it
 */
record Call(Map<String, @Nullable Object> json) {

    String method() {
        return json.get("method") instanceof String method ? method : "";
    }

    @Nullable Object id() {
        return json.get("id");
    }

    List<@Nullable Object> params() {
        return json.get("params") instanceof List<?> params ? new ArrayList<@Nullable Object>(params) : List.of();
    }

    @Nullable Object param(int index) {
        var params = params();
        return index < params.size() ? params.get(index) : null;
    }

    Call withParams(List<@Nullable Object> params) {
        var copy = Trees.copy(json);
        copy.put("params", params);
        return new Call(copy);
    }

    Call withParam(int index, Object value) {
        var params = new ArrayList<@Nullable Object>(params());
        while (params.size() <= index) params.add(null);
        params.set(index, value);
        return withParams(params);
    }
}

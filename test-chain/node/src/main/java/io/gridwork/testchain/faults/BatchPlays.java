package io.gridwork.testchain.faults;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.faults.Behaviour.OnRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the faults of {@link BatchFault} are played. */
final class BatchPlays {

    private BatchPlays() {}

    static Behaviour refused(int status, long code, String message) {
        return Behaviour.onBatch((_, _, _) -> Reply.whole(error(status, code, message)));
    }

    static Behaviour refusedInPlainText() {
        return Behaviour.onBatch(
                (_, _, _) -> Reply.whole(HttpAnswer.text(400, "text/plain", "cannot unmarshal array\n")));
    }

    static Behaviour limit(String message) {
        return above(_ -> error(200, -32005, message));
    }

    static Behaviour toldLimit() {
        return above(size -> error(200, -32600, "batch size too large, maximum is " + size));
    }

    private static Behaviour above(Function<Long, HttpAnswer> refusal) {
        return new OnRequest(
                (request, scene) -> request.batch() && request.calls().size() > scene.amount(),
                (_, scene, _) -> Reply.whole(refusal.apply(scene.amount())));
    }

    private static HttpAnswer error(int status, long code, String message) {
        var json = Trees.object("jsonrpc", "2.0", "error", Trees.object("code", code, "message", message));
        json.put("id", null);
        return HttpAnswer.json(status, json);
    }

    static Behaviour firstOnly() {
        return Behaviour.onBatch((_, _, honest) -> {
            HttpAnswer answer = honest.get();
            return Reply.whole(
                    Json.parse(answer.text()) instanceof List<?> items && !items.isEmpty()
                            ? HttpAnswer.json(200, items.getFirst())
                            : answer);
        });
    }

    /** Changes the list of answers. A batch of one call has no order and nothing to lose, so two are needed. */
    static Behaviour onItems(BiConsumer<List<@Nullable Object>, Scene> change) {
        return new OnRequest((request, _) -> request.batch() && request.calls().size() > 1, (_, scene, honest) -> {
            HttpAnswer answer = honest.get();
            if (!(Json.parse(answer.text()) instanceof List<?> items)) return Reply.whole(answer);
            var changed = new ArrayList<@Nullable Object>(items);
            change.accept(changed, scene);
            return Reply.whole(HttpAnswer.json(answer.status(), changed));
        });
    }

    static void oneBad(List<@Nullable Object> items, Scene scene) {
        fail(items, any(items, scene), -32603, "Internal error");
    }

    static void lastLimited(List<@Nullable Object> items, Scene scene) {
        fail(items, items.size() - 1, -32005, "project ID request rate exceeded");
    }

    private static void fail(List<@Nullable Object> items, int index, long code, String message) {
        if (items.get(index) instanceof Map<?, ?> item)
            items.set(
                    index,
                    Answer.error(new Call(Trees.copy(item)), code, message).json());
    }

    /** Rotated, so that no answer keeps its place. */
    static void reordered(List<@Nullable Object> items, Scene scene) {
        int distance = 1 + scene.random().nextInt(items.size() - 1);
        Collections.rotate(items, distance);
    }

    static void oneMissing(List<@Nullable Object> items, Scene scene) {
        items.remove(any(items, scene));
    }

    static void oneTwice(List<@Nullable Object> items, Scene scene) {
        items.add(items.get(any(items, scene)));
    }

    static void oneForeign(List<@Nullable Object> items, Scene scene) {
        items.add(any(items, scene), Trees.object("jsonrpc", "2.0", "id", 987_654_321, "result", "0x1"));
    }

    static void oneNull(List<@Nullable Object> items, Scene scene) {
        items.set(any(items, scene), null);
    }

    private static int any(List<@Nullable Object> items, Scene scene) {
        return scene.random().nextInt(items.size());
    }
}

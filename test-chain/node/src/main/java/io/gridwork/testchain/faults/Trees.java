package io.gridwork.testchain.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Changed copies of parsed JSON. */
final class Trees {

    private Trees() {}

    static Map<String, @Nullable Object> copy(Map<?, ?> object) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    static Map<String, @Nullable Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return object;
    }

    /** A copy in which every object that {@code which} accepts has been changed, at any depth. */
    static @Nullable Object changed(
            @Nullable Object tree, Predicate<Map<?, ?>> which, Consumer<Map<String, @Nullable Object>> change) {
        return switch (tree) {
            case Map<?, ?> object -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                object.forEach((key, value) -> copy.put(String.valueOf(key), changed(value, which, change)));
                if (which.test(object)) change.accept(copy);
                yield copy;
            }
            case List<?> items -> {
                var copy = new ArrayList<@Nullable Object>();
                for (Object item : items) copy.add(changed(item, which, change));
                yield copy;
            }
            case null, default -> tree;
        };
    }

    /** The number of a {@code 0x} quantity, or -1 for anything else, such as a tag. */
    static long quantity(@Nullable Object value) {
        if (!(value instanceof String text) || !text.matches("0x[0-9a-fA-F]{1,15}")) return -1;
        return Long.parseLong(text, 2, text.length(), 16);
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}

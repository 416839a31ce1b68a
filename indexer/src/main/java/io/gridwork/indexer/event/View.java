package io.gridwork.indexer.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view over event tables, with what its columns mean.
 *
 * @param select the query behind it
 */
public record View(String name, String meaning, List<ViewColumn> columns, String select) {
    /** A column of it. @param unit such as {@code s} or {@code token units}; null where the value has none */
    public record ViewColumn(String name, @Nullable String unit, String meaning) {}

    public View {
        columns = List.copyOf(columns);
    }
}

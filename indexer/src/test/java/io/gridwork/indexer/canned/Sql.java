package io.gridwork.indexer.canned;

import io.gridwork.indexer.query.Query;
import io.gridwork.indexer.query.ResultFormat;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a database as a user does. */
public final class Sql {
    private Sql() {}

    /** Each row as its values: numbers, strings, nulls. */
    public static List<List<Object>> rows(Path file, String query) {
        StringWriter out = new StringWriter();
        new Query(query, Duration.ofSeconds(60), Long.MAX_VALUE).run(file, ResultFormat.json, out);
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode row : JsonMapper.shared().readTree(out.toString())) {
            List<Object> values = new ArrayList<>();
            row.forEach(value -> values.add(
                    value.isNull()
                            ? null
                            : value.isIntegralNumber()
                                    ? value.asLong()
                                    : value.isNumber() ? value.asDouble() : value.asString()));
            rows.add(values);
        }
        return rows;
    }

    /** The only value of the only row. */
    public static Object value(Path file, String query) {
        return rows(file, query).getFirst().getFirst();
    }
}

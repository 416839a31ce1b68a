package io.gridwork.indexer.query;

import io.gridwork.abi.Hex;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How a query's rows are written. */
public enum ResultFormat {
    /** For people: aligned columns, numbers to the right. */
    table {
        @Override
        Output to(Writer out) {
            return new TableOutput(out);
        }
    },
    /** RFC 4180, names in the first line, NULL as nothing. */
    csv {
        @Override
        Output to(Writer out) {
            return new CsvOutput(out);
        }
    },
    /**
     * An array with an object for each row. What SQLite holds as text is a string, also where it looks like a number. The second
     * column of one name ends in a number.
     */
    json {
        @Override
        Output to(Writer out) {
            return new JsonOutput(out);
        }
    };

    abstract Output to(Writer out);

    /** Takes a result: names once, each row, the end. */
    interface Output {
        void start(List<String> names) throws IOException;

        void row(List<@Nullable Object> values) throws IOException;

        void end() throws IOException;
    }

    /** A value as text: blobs as 0x hex. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case byte[] blob -> Hex.encode(blob);
            default -> value.toString();
        };
    }

    private record CsvOutput(Writer out) implements Output {
        @Override
        public void start(List<String> names) throws IOException {
            row(List.copyOf(names));
        }

        @Override
        public void row(List<@Nullable Object> values) throws IOException {
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) out.write(',');
                out.write(quoted(text(values.get(i))));
            }
            out.write("\r\n");
        }

        private static String quoted(String text) {
            boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }

        @Override
        public void end() throws IOException {
            out.flush();
        }
    }

    private static final class JsonOutput implements Output {
        private final JsonGenerator json;
        private List<String> names = List.of();

        JsonOutput(Writer out) {
            json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        }

        @Override
        public void start(List<String> columns) {
            Set<String> taken = new LinkedHashSet<>();
            for (String column : columns) {
                String name = column;
                for (int i = 2; !taken.add(name); i++) name = column + "_" + i;
            }
            names = List.copyOf(taken);
            json.writeStartArray();
        }

        @Override
        public void row(List<@Nullable Object> values) {
            json.writeRaw("\n");
            json.writeStartObject();
            for (int i = 0; i < values.size(); i++) {
                json.writeName(names.get(i));
                write(values.get(i));
            }
            json.writeEndObject();
        }

        private void write(@Nullable Object value) {
            switch (value) {
                case null -> json.writeNull();
                case Long number -> json.writeNumber(number);
                case Integer number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                default -> json.writeString(text(value));
            }
        }

        @Override
        public void end() {
            json.writeEndArray();
            json.writeRaw("\n");
            json.flush();
        }
    }
}

package io.gridwork.indexer.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns under their names. */
final class TableOutput implements ResultFormat.Output {
    private final Writer out;
    private final List<List<String>> lines = new ArrayList<>();
    private boolean[] numeric = {};

    TableOutput(Writer out) {
        this.out = out;
    }

    @Override
    public void start(List<String> names) {
        lines.add(names);
        numeric = new boolean[names.size()];
        Arrays.fill(numeric, true);
    }

    @Override
    public void row(List<@Nullable Object> values) {
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] &= isNumber(values.get(i));
        }
        lines.add(values.stream().map(TableOutput::line).toList());
    }

    private static boolean isNumber(@Nullable Object value) {
        return value == null || value instanceof Number || value.toString().matches("-?[0-9]+(\\.[0-9]+)?");
    }

    private static String line(@Nullable Object value) {
        return ResultFormat.text(value).replaceAll("\\p{Cntrl}", "·");
    }

    @Override
    public void end() throws IOException {
        int[] widths = new int[numeric.length];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(line.get(i)));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            write(lines.get(i), widths);
            if (i == 0) rule(widths);
        }
        out.flush();
    }

    private void write(List<String> line, int[] widths) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = line.get(i);
            String space = " ".repeat(widths[i] - length(cell));
            text.append(numeric[i] ? space + cell : cell + space).append("  ");
        }
        out.write(text.toString().stripTrailing());
        out.write('\n');
    }

    private void rule(int[] widths) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int width : widths) {
            text.append("-".repeat(width)).append("  ");
        }
        out.write(text.toString().stripTrailing());
        out.write('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

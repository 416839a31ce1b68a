package io.gridwork.indexer.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns under their names, as wide as the first rows need them; what comes later and is wider stands out. */
final class TableOutput implements ResultFormat.Output {
    private static final int LOOKED_AT = 1_000;

    private final Writer out;
    /** The names and the first rows, until the widths are known. */
    private final List<List<String>> lines = new ArrayList<>();

    private boolean[] numeric = {};
    private int @Nullable [] widths;

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
    public void row(List<@Nullable Object> values) throws IOException {
        List<String> line = values.stream().map(TableOutput::line).toList();
        if (widths != null) {
            write(line, widths);
            return;
        }
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] &= isNumber(values.get(i));
        }
        lines.add(line);
        if (lines.size() > LOOKED_AT) writeFirst();
    }

    private static boolean isNumber(@Nullable Object value) {
        return value == null || value instanceof Number || value.toString().matches("-?[0-9]+(\\.[0-9]+)?");
    }

    private static String line(@Nullable Object value) {
        return ResultFormat.text(value).replaceAll("\\p{Cntrl}", "·");
    }

    @Override
    public void end() throws IOException {
        if (widths == null) writeFirst();
        out.flush();
    }

    private void writeFirst() throws IOException {
        int[] needed = new int[numeric.length];
        for (List<String> line : lines) {
            for (int i = 0; i < needed.length; i++) {
                needed[i] = Math.max(needed[i], length(line.get(i)));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            write(lines.get(i), needed);
            if (i == 0) rule(needed);
        }
        widths = needed;
        lines.clear();
    }

    private void write(List<String> line, int[] wide) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < wide.length; i++) {
            String cell = line.get(i);
            String space = " ".repeat(Math.max(0, wide[i] - length(cell)));
            text.append(numeric[i] ? space + cell : cell + space).append("  ");
        }
        out.write(text.toString().stripTrailing());
        out.write('\n');
    }

    private void rule(int[] wide) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int width : wide) {
            text.append("-".repeat(width)).append("  ");
        }
        out.write(text.toString().stripTrailing());
        out.write('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

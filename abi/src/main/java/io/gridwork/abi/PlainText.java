package io.gridwork.abi;

/** Makes words of a server or a contract fit for a message: not too long, and without characters that a terminal would act on. */
public final class PlainText {
    /** Longest text of a server in a message. */
    public static final int MESSAGE = 2_000;

    /** Longest value that a message quotes. */
    public static final int QUOTE = 100;

    private PlainText() {}

    /** The first {@code most} characters, with a space in place of each control character. "…" stands for what is cut off. */
    public static String of(String text, int most) {
        String start = cut(text, most);
        StringBuilder plain = new StringBuilder(start.length());
        start.codePoints().map(each -> isShown(each) ? each : ' ').forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** The first {@code most} characters. "…" stands for the rest. */
    public static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}

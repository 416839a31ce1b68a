package io.gridwork.transactions;

/** The caller's name for something that must happen on the chain at most once, such as {@code job:0x12…:seat:1:commit}. */
public record ActionKey(String text) {
    private static final int LONGEST = 200;

    public ActionKey {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("an action key has 1 to " + LONGEST + " characters: \"" + text + '"');
        }
    }

    /** Parts joined with colons. */
    public static ActionKey of(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(text.isEmpty() ? "" : ":").append(part);
        }
        return new ActionKey(text.toString());
    }

    @Override
    public String toString() {
        return text;
    }
}

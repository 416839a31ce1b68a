package io.gridwork.rpc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests an endpoint takes in one batch: learned from its refusals, and tried larger again after a while. */
final class BatchSize {
    /** After so many batches in a row twice as many requests are tried. */
    private static final int GROW_AFTER = 100;

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9.x-])[0-9]{1,4}(?![0-9.])");

    private final int most;
    private int size;
    private int answersInARow;

    BatchSize(int most) {
        this.most = most;
        this.size = most;
    }

    /** 1: no batches. */
    synchronized int now() {
        return size;
    }

    synchronized void answered() {
        if (size == most || ++answersInARow < GROW_AFTER) return;
        answersInARow = 0;
        size = Math.min(most, 2 * size);
    }

    /**
     * Learns from an error in place of all answers.
     *
     * @param byNode whether a node gave it, rather than the network or a server before the node
     * @param words of the error, which may name the size that is taken
     * @return whether the batch may be the reason; then a smaller one is to be tried
     */
    synchronized boolean refused(int asked, Decision decision, boolean byNode, String words) {
        boolean otherReason = switch (decision) {
            case Decision.Later later -> !byNode || later.overloaded() || later.after() != null;
            case Decision.AskAnother(Decision.Reason reason) -> reason == Decision.Reason.NO_ACCESS;
            case Decision.Stop _ -> true;
            case Decision.Refuse _, Decision.AskLess _ -> false;
        };
        if (otherReason && !isAboutBatch(words)) return false;
        answersInARow = 0;
        size = Math.min(size, isAboutBatch(words) ? named(words, asked) : asked / 2);
        return true;
    }

    private static boolean isAboutBatch(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("batch") || lower.contains("array");
    }

    /** The largest number in the words that is smaller than what was asked; else half of that. */
    private static int named(String words, int asked) {
        int named = 0;
        for (Matcher number = NUMBER.matcher(words); number.find(); ) {
            int value = Integer.parseInt(number.group());
            if (value < asked) named = Math.max(named, value);
        }
        return named > 0 ? named : asked / 2;
    }
}

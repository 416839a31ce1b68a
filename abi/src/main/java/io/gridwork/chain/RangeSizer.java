package io.gridwork.chain;

/**
 * How many blocks to ask for at once where logs lie dense: doubles while answers are small, halves when one is too large.
 * After a refusal it stays below the refused size for a while, so that a limit is not run into again and again. (Limits that
 * do not depend on the logs belong to the endpoint: {@link SpanCap}.)
 */
final class RangeSizer {
    private static final long FIRST = 64;
    private static final long LARGEST = 100_000;
    /** Logs of one answer that are neither too few for a request nor too many for memory. */
    private static final int WANTED_LOGS = 4_000;
    /** Answers after which a refused size is tried again. */
    private static final int FORGET_AFTER = 64;

    private long span = FIRST;
    private long ceiling = LARGEST;
    private int answersSinceRefusal;

    synchronized long span() {
        return span;
    }

    synchronized void answered(long asked, int logs) {
        if (++answersSinceRefusal >= FORGET_AFTER) {
            ceiling = Math.min(2 * ceiling, LARGEST);
            answersSinceRefusal = 0;
        }
        if (logs > 2 * WANTED_LOGS) {
            span = Math.max(1, Math.min(span, asked / 2));
        } else if (logs < WANTED_LOGS / 2 && asked >= Math.min(span, ceiling)) {
            span = Math.min(2 * span, ceiling);
        }
    }

    /** Too many logs in {@code asked} blocks; {@code allowed} of them would do. */
    synchronized void refused(long asked, long allowed) {
        answersSinceRefusal = 0;
        ceiling = Math.max(1, Math.min(ceiling, asked - 1));
        span = Math.max(1, Math.min(span, allowed));
    }
}

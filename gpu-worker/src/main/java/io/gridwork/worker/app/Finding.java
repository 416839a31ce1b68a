package io.gridwork.worker.app;

import java.util.List;
import java.util.Locale;

/**
 * The result of one check by {@code worker doctor}.
 *
 * @param check what was checked, in a word
 * @param remedy what to do about it; empty where nothing needs doing
 */
record Finding(String check, Level level, String text, String remedy) {

    /** How much it matters, by the jobs that a worker could take. */
    enum Level {
        OK,
        /** Some jobs cannot be taken, or soon none. */
        WARNING,
        /** No job can be taken. */
        FAILURE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String text) {
        return new Finding(check, Level.OK, text, "");
    }

    static Finding warning(String check, String text, String remedy) {
        return new Finding(check, Level.WARNING, text, remedy);
    }

    static Finding failure(String check, String text, String remedy) {
        return new Finding(check, Level.FAILURE, text, remedy);
    }

    /** All findings in one: as bad as the worst of them. */
    static Finding summary(List<Finding> all) {
        long failures = count(all, Level.FAILURE);
        long warnings = count(all, Level.WARNING);
        String counts = "%d ok, %d %s, %d %s"
                .formatted(
                        count(all, Level.OK),
                        warnings,
                        warnings == 1 ? "warning" : "warnings",
                        failures,
                        failures == 1 ? "failure" : "failures");
        if (failures > 0)
            return failure("summary", "this worker could take no job: " + counts, "mend the failures above");
        if (warnings > 0)
            return warning("summary", "this worker could take some jobs only: " + counts, "see the warnings above");
        return ok("summary", "this worker is ready for jobs: " + counts);
    }

    private static long count(List<Finding> all, Level level) {
        return all.stream().filter(finding -> finding.level() == level).count();
    }
}

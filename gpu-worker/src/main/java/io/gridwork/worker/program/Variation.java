package io.gridwork.worker.program;

/**
 * How a task is cut into work, which must never change its output: certification tries many.
 *
 * @param group work-items per work-group, 0 for the program's own choice
 * @param vectorBytes length of the vectors, 0 for the device's own
 */
public record Variation(int group, int vectorBytes) {
    public static final Variation NONE = new Variation(0, 0);
}

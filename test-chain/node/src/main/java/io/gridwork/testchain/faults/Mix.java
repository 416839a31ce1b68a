package io.gridwork.testchain.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws for each request whether it meets a fault, and then which of those that concern it. Never more than {@link #IN_A_ROW} times in
 * a row for the same methods, so that a client that asks a few times more gets its answer under each seed.
 */
final class Mix implements Source {

    private static final int IN_A_ROW = 2;

    private final List<Running> faults;
    private final double share;
    private final RandomGenerator random;
    private final Map<List<String>, Integer> row = new HashMap<>();

    Mix(List<Running> faults, double share, RandomGenerator random) {
        this.faults = faults;
        this.share = share;
        this.random = random;
    }

    @Override
    public List<Cue> cues(Request request) {
        var possible = new ArrayList<Cue>();
        for (Running fault : faults) for (int place : fault.places(request)) possible.add(new Cue(fault, place));
        boolean drawn = random.nextDouble() < share;
        int inARow = row.getOrDefault(request.methods(), 0);
        boolean due = drawn && !possible.isEmpty() && inARow < IN_A_ROW;
        row.put(request.methods(), due ? inARow + 1 : 0);
        return due ? List.of(possible.get(random.nextInt(possible.size()))) : List.of();
    }

    @Override
    public void giveBack() {
        // Nothing is counted: a share is a share of the draws.
    }
}

package io.gridwork.testchain.faults;

import java.util.random.RandomGenerator;

/** How often a fault is played, counted over the requests that it concerns. */
public sealed interface Rhythm {

    record Always() implements Rhythm {}

    /** The first {@code times}, then never again. */
    record Times(int times) implements Rhythm {
        public Times {
            if (times < 1) throw new IllegalArgumentException("times=" + times + "; play a fault at least once");
        }
    }

    /** Each {@code n}-th. */
    record Every(int n) implements Rhythm {
        public Every {
            if (n < 1)
                throw new IllegalArgumentException("every=" + n + "; use 1 for each request, 2 for each second one");
        }
    }

    /** By chance, the same at each run with the same seed. */
    record Share(double share) implements Rhythm {
        public Share {
            if (!(share >= 0 && share <= 1))
                throw new IllegalArgumentException("share=" + share + "; use a number from 0 to 1");
        }
    }

    /**
     * Whether the fault is played now.
     *
     * @param asked requests so far that the fault concerns, with this one
     * @param played how often it was played before
     */
    default boolean fires(long asked, long played, RandomGenerator random) {
        return switch (this) {
            case Always() -> true;
            case Times(int times) -> played < times;
            case Every(int n) -> asked % n == 0;
            case Share(double share) -> random.nextDouble() < share;
        };
    }
}

package io.gridwork.devnet.faults;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a command ends that meets a fault. */
enum Ending {
    /** As without the fault. */
    WORKS("works"),
    /** It says what it waits for, and goes on when the node is well again. */
    WAITS("waits"),
    /** It ends with a message, leaves nothing half done, and the same command goes on when the node is well again. */
    STOPS("stops"),
    /** It asks for nothing that the fault concerns. */
    NOT_MET("–");

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    /** @throws IllegalArgumentException with the words there are, if it is none of them */
    @SuppressWarnings("MissingSummary")
    static Ending of(String word) {
        return Arrays.stream(values())
                .filter(ending -> ending.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no ending; write one of "
                        + Arrays.stream(values()).map(Ending::word).collect(Collectors.joining(", "))));
    }

    /** As it stands in the table. */
    String word() {
        return word;
    }
}

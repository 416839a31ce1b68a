package io.gridwork.devnet.faults;

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

    /** As it stands in the table. */
    String word() {
        return word;
    }
}

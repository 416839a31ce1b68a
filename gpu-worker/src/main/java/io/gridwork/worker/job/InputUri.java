package io.gridwork.worker.job;

import java.util.List;

/**
 * What a job's {@code inputUri} says: one or more addresses with spaces between. The first is the input's. For a kernel of the
 * requester's own the second is its manifest's and the third its source's; every one is checked against a hash.
 */
public record InputUri(List<String> addresses) {
    public InputUri {
        addresses = List.copyOf(addresses);
    }

    public static InputUri parse(String text) {
        return new InputUri(List.of(text.strip().split(" +")));
    }

    /** Of the input; empty text when there is none. */
    public String input() {
        return addresses.getFirst();
    }

    /** Whether a program comes with the job. */
    public boolean hasProgram() {
        return addresses.size() == 3;
    }

    public String manifest() {
        return addresses.get(1);
    }

    public String source() {
        return addresses.get(2);
    }

    /** The form to post. */
    public String text() {
        return String.join(" ", addresses);
    }
}

package io.gridwork.testchain.faults;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of the log.
 *
 * @param number from 1, in the order in which the requests came
 * @param methods one for each call of a batch; empty where the request was no JSON-RPC
 * @param batch whether the calls came in a list
 * @param played the faults that really changed the answer or the node
 * @param trouble what kept the faulty node itself from its work, such as a real node that has ended; else empty
 */
public record Exchange(long number, List<String> methods, boolean batch, List<Fault> played, String trouble) {

    @Override
    public String toString() {
        String asked = methods.isEmpty() ? "no JSON-RPC" : String.join(" ", methods);
        String faults =
                played.isEmpty() ? "passed on" : played.stream().map(Fault::id).collect(Collectors.joining(", "));
        return number + " " + (batch ? "[" + asked + "]" : asked) + ": " + faults
                + (trouble.isEmpty() ? "" : "; " + trouble);
    }
}

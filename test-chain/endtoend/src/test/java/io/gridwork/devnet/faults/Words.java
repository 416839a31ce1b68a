package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Pattern;

/** What a command that meets a fault has to say, and what it must not. */
final class Words {

    private static final Pattern WAITS =
            Pattern.compile("wait|asking again|asked again|tried again|trying again|left alone|no answer");

    private static final Pattern REMEDY = Pattern.compile(
            "\\b(check|use|give|start|try|run|type|choose|ask|raise|set|add|take|name|wait|remove)\\b|--rpc|the same command");

    private static final Pattern INSIDE =
            Pattern.compile("Exception|\\bjava\\.|io\\.gridwork\\.|a defect of this program|(?m)^\\s+at ");

    private Words() {}

    /** It names the endpoint and says what it waits for. */
    static void requireWaiting(URI endpoint, String said) {
        require(endpoint, said, "says what it waits for", WAITS);
    }

    /** It names the endpoint and says what to do. */
    static void requireRemedy(URI endpoint, String said) {
        require(endpoint, said, "says what to do", REMEDY);
    }

    private static void require(URI endpoint, String said, String rule, Pattern words) {
        assertThat(said).as("names the endpoint").contains(endpoint.getAuthority());
        assertThat(said).as(rule).containsPattern(words);
        assertThat(said).as("shows nothing of the program's inside").doesNotContainPattern(INSIDE);
    }
}

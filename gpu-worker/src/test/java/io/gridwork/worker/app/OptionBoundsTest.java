package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number out of bounds is refused with its option, its value and what it may be, before anything is asked of a chain. */
class OptionBoundsTest {
    private static final Shell SHELL = new Shell("--rpc=http://127.0.0.1:9", "--deployment=none.json");
    private static final List<String> POST = List.of("job", "post", "--key=none", "--token=native", "--max-price=1");
    private static final List<String> RUN = List.of("worker", "run", "--operator-key=none");

    @ParameterizedTest
    @CsvSource({
        "--n=9, give 1 to 7",
        "--class=-1, give 0 to 255",
        "--start-price=100.5, give 0 to 100",
        "--start-price=NaN, give 0 to 100",
        "--max-fee=-1, give 0 to 100",
        "--work-window=-1, give 0 to 4294967295",
        "--valid-for=0, give 1 to 4294967295",
        "--nonce=-1, give 0 to 1157",
        "--hire=-1, give 0 to 4294967295",
        "--exclude=-1, give 1 to 4294967295",
        "--confirmations=0, give 1 to 1000000",
        "--max-fee-gwei=0, give 0.1 to 1"
    })
    void ofAPost(String option, String allowed) {
        refused(POST, option, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "--node=0, give 1 to 4294967295",
        "--slots=65, give 1 to 64",
        "--memory-mib=1, give 64 to 1048576",
        "--watts=-1, give 0 to 10000",
        "--win-probability=1.5, give 0 to 1",
        "--challenge-share=-0.1, give 0 to 1",
        "--http-port=70000, give 0 to 65535",
        "--interval-ms=0, give 1 to 60000",
        "--fetch-mib-per-hour=-1, give 0 to 1048576"
    })
    void ofARun(String option, String allowed) {
        refused(RUN, option, allowed);
    }

    @Test
    void ofAList() {
        refused(List.of("worker", "tx", "list", "--key=none"), "--limit=-1", "give 1 to 1000000000");
        assertThat(new Shell().type("worker", "jobs", "--limit=0").err())
                .contains("--limit is 0: give 1 to 1000000000");
    }

    @Test
    void ofEachValueOfAMapAndOfASetting() {
        refused(RUN, "--value=native=1,stake=-2", "--value is -2.0: give 0 to 1");
        Shell.Answer answer = SHELL.type(Map.of("GRIDWORK_SLOTS", "0"), RUN.toArray(String[]::new));
        assertThat(answer.err()).contains("--slots is 0: give 1 to 64");
    }

    private static void refused(List<String> command, String option, String allowed) {
        List<String> words = new ArrayList<>(command);
        words.add(option);
        Shell.Answer answer = SHELL.type(words.toArray(String[]::new));
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains(option.replaceFirst("=.*", " is "), allowed);
    }
}

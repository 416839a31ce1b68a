package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers put an account's key into the path, the query or the user info of an RPC URL. No message repeats it. */
class ProviderKeysTest {
    private static final String KEY = "s3cretKey0123456789";

    /** Nothing listens on port 1. */
    private static final String NODE = "http://127.0.0.1:1";

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    private Path deployment() throws IOException {
        return Files.writeString(folder.resolve("deployment.json"), """
                {"chainId": 1337, "contracts": {}}
                """);
    }

    private static void hides(Shell.Answer answer, String... said) {
        assertThat(answer.code()).isNotZero();
        assertThat(answer.out() + answer.err()).doesNotContain(KEY).contains(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NODE + "/v2/" + KEY,
                NODE + "/?apikey=" + KEY,
                "http://user:" + KEY + "@127.0.0.1:1",
                "ws://127.0.0.1:1/v2/" + KEY,
                "127.0.0.1:1/v2/" + KEY,
                "http://127.0.0.1:1/v2/ " + KEY
            })
    void noCommandShowsTheKeyInTheUrlOfANode(String url) throws IOException {
        String rpc = "--rpc=" + url;
        hides(shell.type("worker", "status", "--node=1", rpc, "--deployment=" + deployment()), "127.0.0.1");
    }

    @Test
    void theDoctorDoesNotShowIt() throws IOException {
        String rpc = "--rpc=" + NODE + "/v2/" + KEY;
        hides(shell.type("worker", "doctor", "--operator-key=none.key", rpc, "--deployment=" + deployment()), NODE);
    }

    @Test
    void aMisspelledOptionDoesNotShowItEither() {
        Shell shell = new Shell("--rpc=" + NODE, "--deployment=d.json");
        hides(shell.type("worker", "status", "--node=1", "--rcp", NODE + "/v2/" + KEY), NODE, "--rcp");
        hides(shell.type("worker", "status", "--node", NODE + "/v2/" + KEY), NODE, "is not a whole number");
    }

    @Test
    void norDoesAFileOrTheEnvironment() throws IOException {
        Path network =
                Files.writeString(folder.resolve("net.yaml"), "rpc: mainnet/v2/" + KEY + "\ndeployment: d.json\n");
        hides(shell.type("worker", "status", "--node=1", "--network=" + network), "\"rpc\" is not a URL");
        Path config = Files.writeString(folder.resolve("worker.yaml"), "rpc: " + NODE + "/v2/ " + KEY + "\n");
        hides(shell.type("worker", "status", "--node=1", "--deployment=d.json", "--config=" + config), NODE);
        hides(shell.type(Map.of("GRIDWORK_RPC", NODE + "/ " + KEY), "worker", "status", "--node=1"), NODE);
    }
}

package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Address;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.step.Economics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every name and default of the worker's configuration: a change here is a change that operators notice. */
class WorkerConfigTest {
    private static final List<String> REQUIRED =
            List.of("--rpc=http://127.0.0.1:8545", "--deployment=deployment.json", "--operator-key=operator.key");

    @Test
    void namesAndDefaults() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("network", null);
        expected.put("rpc", null);
        expected.put("deployment", null);
        expected.put("dir", System.getProperty("user.home") + "/.gridwork");
        expected.put("password-file", null);
        expected.put("confirmations", "1");
        expected.put("max-fee-gwei", "500");
        expected.put("patience", "120");
        expected.put("operator-key", null);
        expected.put("node", null);
        expected.put("device", "auto");
        expected.put("slots", "1");
        expected.put("memory-mib", "1024");
        expected.put("isolation", "AUTO");
        expected.put("watts", "65");
        expected.put("value", null);
        expected.put("tariff", "0.25");
        expected.put("capital-rate", "0.05");
        expected.put("win-probability", "0.95");
        expected.put("min-profit", "0");
        expected.put("dry-run", null);
        expected.put("unvetted-quorums", null);
        expected.put("max-input-mib", "128");
        expected.put("fetch-mib-per-hour", "1024");
        expected.put("max-bond", null);
        expected.put("local-content", null);
        expected.put("fetch-timeout", "60");
        expected.put("keep-results", "7d");
        expected.put("self-check-units", "16");
        expected.put("http-host", "127.0.0.1");
        expected.put("http-port", null);
        expected.put("public-url", null);
        expected.put("look-back", "5000");
        expected.put("interval-ms", "1000");
        expected.put("challenge", null);
        expected.put("challenge-share", "0.1");
        expected.put("max-lag", "120");
        expected.put("grace", "10");
        expected.put("exit-with-parent", null);
        expected.put("clear-quarantine", null);
        expected.put("config", null);
        expected.put("network", null);
        expected.put("debug", null);
        expected.put("help", null);
        expected.put("version", null);

        Map<String, String> actual = new TreeMap<>();
        for (OptionSpec option : runCommand().getCommandSpec().options()) {
            String given = option.defaultValue();
            actual.put(
                    Settings.name(option),
                    given == null
                                    || given.equals(CommandLine.Option.NULL_VALUE)
                                    || option.arity().max() == 0
                            ? null
                            : given);
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void defaultsAsOneRecord() {
        assertThat(parsed(Map.of(), REQUIRED.toArray(String[]::new)))
                .isEqualTo(new WorkerConfig(
                        List.of(URI.create("http://127.0.0.1:8545")),
                        Path.of("deployment.json"),
                        Path.of(System.getProperty("user.home"), ".gridwork"),
                        Path.of("operator.key"),
                        OptionalLong.empty(),
                        new RunnerConfig("auto", 1, 1L << 30, RunnerConfig.Mode.AUTO, 65),
                        new Economics(Map.of(), 0, 0, 0.25, 65, 0.05, 0.95, 0),
                        false,
                        false,
                        Optional.empty(),
                        new WorkerConfig.Content(
                                128L << 20, 1L << 30, false, Duration.ofSeconds(60), Duration.ofDays(7), 16),
                        new WorkerConfig.Http("127.0.0.1", OptionalInt.empty(), Optional.empty()),
                        5000,
                        0,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(10)));
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("worker.yaml");
        Files.writeString(file, """
                rpc: http://file:1
                deployment: file.json
                operator-key: file.key
                slots: 3
                value:
                  "0x00000000000000000000000000000000000000aa": 1.5
                  native: 3000
                """);
        WorkerConfig config = parsed(
                Map.of("GRIDWORK_RPC", "http://environment:2", "GRIDWORK_SLOTS", "4"), "--config=" + file, "--slots=5");

        assertThat(config.deployment()).hasToString("file.json");
        assertThat(config.rpc()).containsExactly(URI.create("http://environment:2"));
        assertThat(config.runner().slots()).isEqualTo(5);
        assertThat(config.economics().tokens())
                .containsEntry(Address.parse("0x00000000000000000000000000000000000000aa"), 1.5)
                .containsEntry(Address.ZERO, 3000.0);
        assertThat(config.economics().nativeCoin()).isEqualTo(3000);
    }

    @Test
    void aNetworkGivesWhatIsNotSaidOtherwise(@TempDir Path folder) throws Exception {
        Path network = Files.writeString(folder.resolve("shop.yaml"), """
                rpc: http://network:1
                deployment: records/1.json
                paymentToken: USDT
                tokens:
                  USDT: "0x00000000000000000000000000000000000000aa"
                """);
        Path file =
                Files.writeString(folder.resolve("worker.yaml"), "network: " + network + "\noperator-key: my.key\n");

        WorkerConfig config = parsed(Map.of(), "--config=" + file, "--value=USDT=1.5,native=3000");
        assertThat(config.rpc()).containsExactly(URI.create("http://network:1"));
        assertThat(config.deployment()).isEqualTo(folder.resolve("records/1.json"));
        assertThat(config.content().local()).isFalse();
        assertThat(config.economics().tokens())
                .containsEntry(Address.parse("0x00000000000000000000000000000000000000aa"), 1.5);

        assertThat(parsed(Map.of("GRIDWORK_RPC", "http://environment:2"), "--config=" + file)
                        .rpc())
                .containsExactly(URI.create("http://environment:2"));

        Shell.Answer unknown = new Shell("--config=" + file).type("worker", "run", "--value=DAI=1");
        assertThat(unknown.err()).contains("no token \"DAI\" (--value)", "USDT");
    }

    @Test
    void aDevelopmentNetworkGivesItsRequesterAndItsStore(@TempDir Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve("networks/dev"));
        Files.writeString(own.resolve("network.yaml"), """
                rpc: http://127.0.0.1:1
                deployment: 1337.json
                development:
                  requesterKey: keys/requester.key
                  deployerKey: keys/deployer.key
                  clientFolder: client
                  inputFolder: inputs
                  inputUrl: http://127.0.0.1:2/inputs/
                  database: index.db
                """);
        Shell.Answer posted = new Shell("--network=dev")
                .type(
                        Map.of("GRIDWORK_STATE", folder.toString()),
                        "job",
                        "post",
                        "--program=gemm-i8",
                        "--example",
                        "--max-price=1",
                        "--token=native");

        assertThat(posted.code()).isEqualTo(1);
        assertThat(posted.err()).contains("there is no key file " + own.resolve("keys/requester.key"));
        try (Stream<Path> inputs = Files.list(own.resolve("inputs"))) {
            assertThat(inputs).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"90m, PT1H30M", "12h, PT12H", "30d, PT720H", "60s, PT1M"})
    void lengthsOfTimeAreANumberAndAUnit(String text, Duration expected) {
        assertThat(parsed(Map.of("GRIDWORK_KEEP_RESULTS", text), REQUIRED.toArray(String[]::new))
                        .content()
                        .keep())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "d", "-1d", "1.5h", "P7D", "1w", "0s", "59s"})
    void otherLengthsOfTimeAreRefusedWithAnExample(String text) {
        Shell.Answer answer =
                new Shell(REQUIRED.toArray(String[]::new)).type("worker", "run", "--keep-results=" + text);
        assertThat(answer.code()).isIn(1, 2);
        assertThat(answer.err()).contains("--keep-results").containsAnyOf("such as 12h or 7d", "at least 1m");
    }

    @Test
    void aNameInTheFileThatNoCommandKnowsIsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("worker.yaml");
        Files.writeString(file, "slotz: 3\n");
        Shell.Answer answer = new Shell().type("worker", "jobs", "--config=" + file);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("\"slotz\"", file.toString(), "slots");
    }

    private static CommandLine runCommand() {
        return Main.commandLine(Map.of())
                .getSubcommands()
                .get("worker")
                .getSubcommands()
                .get("run");
    }

    @Test
    void whoChallengesSaysWhatTheStakeTokenIsWorth() {
        List<String> challenging =
                Stream.concat(REQUIRED.stream(), Stream.of("--challenge")).toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parsed(Map.of(), challenging.toArray(String[]::new)))
                .withMessageContaining("--value stake=VALUE");
        List<String> valued = Stream.concat(challenging.stream(), Stream.of("--value=stake=2"))
                .toList();
        assertThat(parsed(Map.of(), valued.toArray(String[]::new)).challengeShare())
                .isEqualTo(0.1);
    }

    @Test
    void whoTakesPaymentSaysWhatGasCosts() {
        String[] forgotten = Stream.concat(
                        REQUIRED.stream(), Stream.of("--value=0x00000000000000000000000000000000000000aa=1"))
                .toArray(String[]::new);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parsed(Map.of(), forgotten))
                .withMessageContaining("native=VALUE");
    }

    private static WorkerConfig parsed(Map<String, String> environment, String... arguments) {
        CommandLine command = Main.commandLine(Map.of());
        command.setDefaultValueProvider(Settings.of(arguments, environment, Settings.names(command)));
        command.parseArgs(Stream.concat(Stream.of("worker", "run"), Arrays.stream(arguments))
                .toArray(String[]::new));
        CommandLine run =
                command.getSubcommands().get("worker").getSubcommands().get("run");
        return ((RunCommand) run.getCommand()).flags.config();
    }
}

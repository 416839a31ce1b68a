package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.journal.SqliteJournal;
import io.gridwork.worker.network.TestNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code worker doctor} on a real chain, with a node that is ready for work but for the one thing that a test takes away. */
@GridworkChain(blockTimeMillis = 500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
class DoctorCommandTest {
    private TestNetwork network;
    private Path folder;
    private Party party;
    private Party.Node node;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) throws Exception {
        this.folder = folder;
        network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        party = new Party(network, folder);
    }

    @BeforeEach
    void registerANode() {
        node = party.node(1);
    }

    /** Options of a worker that can work, but for those given, which take the place of the ones of their names. */
    private List<String> options(String... instead) {
        List<String> options = new ArrayList<>(List.of(instead));
        List<String> good = List.of(
                "--rpc=" + network.chain().rpcUrl(),
                "--deployment=" + folder.resolve("deployment.json"),
                "--dir=" + node.dir(),
                "--operator-key=" + party.operatorKey(node),
                "--device=reference",
                "--value=" + network.usdt() + "=1,native=0",
                "--http-port=0");
        for (String option : good) {
            String name = option.substring(0, option.indexOf('=') + 1);
            if (options.stream().noneMatch(given -> given.startsWith(name))) options.add(option);
        }
        options.removeIf(option -> option.endsWith("=(none)"));
        return options;
    }

    private Shell.Answer doctor(String... instead) {
        return new Shell(options(instead).toArray(String[]::new)).type("worker", "doctor");
    }

    private static void failed(Shell.Answer answer, String check, String... words) {
        assertThat(answer.out()).contains("failure  " + check + ": ").contains(words);
        assertThat(answer.out().lines())
                .filteredOn(line -> line.startsWith("failure"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("failure  summary: this worker could take no job: ");
        assertThat(answer.code()).isEqualTo(1);
    }

    @Test
    void aWorkerThatIsReadyHasNoFailureAndLeavesWithZero() {
        Shell.Answer answer = doctor();

        assertThat(answer.code()).as(answer.out()).isZero();
        assertThat(answer.out())
                .contains("ok       rpc: ", "ok       gas: ", "ok       prices: 1 token has a value")
                .contains("ok       node: node " + node.id(), "ok       stake: 100 of 100 GWS free")
                .contains("ok       allowance: 50 of the allowance of 100 is free", "100 jury tickets are ripe")
                .contains("warning  device: Java reference")
                .contains("warning  summary: this worker could take some jobs only: ")
                .doesNotContain("failure ");
    }

    @Test
    void machinesReadLevelsByName() {
        Shell.Answer answer = doctor("--json");

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("\"level\":\"ok\"", "\"level\":\"warning\"", "\"check\":\"summary\"")
                .doesNotContain("\"level\":\"failure\"");
    }

    @Test
    void withoutAValueNoJobIsTaken() {
        failed(doctor("--value=(none)"), "prices", "every job is refused", "remedy: ", "--value 0xTOKEN=1,native=3000");
    }

    @Test
    void withoutAServerOnlySmallResultsCanBeFetched() {
        Shell.Answer answer = doctor("--http-port=(none)");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("warning  results: ", "longer than 1 KiB", "--http-port 9400");
    }

    @Test
    void aKeyThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.key");
        failed(doctor("--operator-key=" + missing), "key", missing.toString(), "gridwork worker keys new FILE");
    }

    @Test
    void aChainThatDoesNotAnswerIsNamed() {
        failed(doctor("--rpc=http://127.0.0.1:1"), "rpc", "127.0.0.1:1", "check --network, or --rpc");
    }

    @Test
    void aRecordThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.json");
        failed(doctor("--deployment=" + missing), "contracts", missing.toString(), "--deployment");
    }

    @Test
    void aRecordOfAnotherChainIsNoMarket() throws Exception {
        Path other = folder.resolve("other.json");
        Address market = network.deployment().contract("JobEscrow").address();
        String record = Files.readString(folder.resolve("deployment.json"));
        Files.writeString(other, record.replace(market.toString(), "0x" + "11".repeat(20)));
        assertThat(other).content().contains("0x1111");
        failed(doctor("--deployment=" + other), "contracts", "0x1111", "--deployment");
    }

    @Test
    void anOperatorWithoutCoinsCannotSendTransactions() {
        Shell.Answer made = new Shell()
                .type(
                        "worker",
                        "keys",
                        "new",
                        folder.resolve("poor-" + node.id()).toString(),
                        "--json");
        Address poor = Address.parse(made.json().required("address").asString());
        Shell.Answer answer = doctor("--operator-key=" + folder.resolve("poor-" + node.id()));

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("failure  gas: the operator " + poor + " has 0 native for gas; one job takes about ")
                .contains("failure  node: no node has the operator " + poor, "gridwork worker register --owner-key");
    }

    @Test
    void aNodeOfAnotherOperatorIsNotOurs() {
        Party.Node other = party.node(1);
        failed(
                doctor("--node=" + other.id()),
                "node",
                "has the operator " + other.operator().address(),
                "--operator-key");
    }

    @Test
    void aNodeInMaintenanceTakesNoJob() {
        new Shell(options("--device=(none)", "--value=(none)", "--http-port=(none)", "--node=" + node.id())
                        .toArray(String[]::new))
                .type("worker", "drain");
        network.chain().passTime(Duration.ofSeconds(2));
        failed(doctor(), "maintenance", "ends only when you end it", "gridwork worker drain --end");
    }

    @Test
    void aFolderThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file-" + node.id()), "");
        failed(doctor("--dir=" + file), "disk", file.toString(), "--dir");
    }

    @Test
    void aDeviceInQuarantineTakesNoJob() throws Exception {
        Files.createDirectories(node.dir());
        try (SqliteJournal journal = SqliteJournal.open(node.dir().resolve("journal.db"))) {
            journal.quarantine("abacus", "one bead is missing");
        }
        failed(doctor(), "quarantine", "abacus", "one bead is missing", "--clear-quarantine");
    }

    @Test
    void aDeviceThatIsNotThereTakesNoJob() {
        failed(doctor("--device=abacus"), "device", "--device reference");
    }

    @Test
    void theClockIsComparedWithTheNewestBlock() {
        assertThat(clock(3600, "--max-lag=120")).extracting(Finding::level).isEqualTo(Finding.Level.FAILURE);
        assertThat(clock(3600, "--max-lag=0")).extracting(Finding::level).isEqualTo(Finding.Level.WARNING);
        assertThat(clock(3600, "--max-lag=120").text())
                .contains("older than this machine's clock", "--max-lag is 120 s");
        assertThat(clock(-3600, "--max-lag=120")).extracting(Finding::level).isEqualTo(Finding.Level.WARNING);
        assertThat(clock(-3600, "--max-lag=120").text()).contains("s behind the newest block");
        assertThat(clock(0, "--max-lag=120")).extracting(Finding::level).isEqualTo(Finding.Level.OK);
    }

    /** What the doctor says when the machine's clock is that many seconds ahead of the newest block. */
    private Finding clock(long ahead, String maxLag) {
        CommandLine command = Main.commandLine(Map.of());
        command.parseArgs(Stream.concat(Stream.of("worker", "doctor"), options(maxLag).stream())
                .toArray(String[]::new));
        RunFlags flags = ((DoctorCommand) command.getSubcommands()
                        .get("worker")
                        .getSubcommands()
                        .get("doctor")
                        .getCommand())
                .flags;
        List<Finding> findings = new ArrayList<>();
        InstantSource clock = () -> party.reader().head().time().plusSeconds(ahead);
        new ChainDoctor(flags.config(), clock, findings::add).examine(flags.chain, Optional.empty());
        return findings.stream()
                .filter(finding -> finding.check().equals("clock"))
                .findFirst()
                .orElseThrow();
    }
}

package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.worker.network.TestNetwork;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands as their users type them, on a real chain. */
@GridworkChain(blockTimeMillis = 500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UnderLoad
class CommandsTest {
    private TestNetwork network;
    private Path folder;
    private Shell shell;

    @BeforeAll
    void network(TestChain chain, @TempDir Path folder) throws Exception {
        this.folder = folder;
        network = TestNetwork.deploy(chain);
        network.deployment().write(folder.resolve("deployment.json"));
        shell = new Shell(
                "--rpc=" + chain.rpcUrl(),
                "--deployment=" + folder.resolve("deployment.json"),
                "--dir=" + folder.resolve("state"));
    }

    @Test
    void fromNewKeysToAPaidJob() throws Exception {
        Address owner = newKey("owner");
        Address operator = newKey("operator");
        newKey("requester");

        Shell.Answer registered = shell.type(
                "worker",
                "register",
                "--owner-key=" + key("owner"),
                "--operator-key=" + key("operator"),
                "--stake=50",
                "--json");
        assertThat(registered.code()).as(registered.err()).isZero();
        String node = registered.json().required("node").asString();
        network.chain().passTime(Duration.ofSeconds(2));
        JsonNode status =
                shell.type("worker", "status", "--node=" + node, "--json").json();
        assertThat(status.required("owner").asString()).isEqualTo(owner.toString());
        assertThat(status.required("operator").asString()).isEqualTo(operator.toString());
        assertThat(status.required("stake").asString()).isEqualTo("50 GWS");
        assertThat(status.required("allowance").asString()).isEqualTo("50 GWS");

        try (WorkerProcess _ = WorkerProcess.start(
                folder.resolve("worker.log"), network, folder, key("operator"), folder.resolve("worker"))) {
            Shell.Answer posted = shell.type(
                    "job",
                    "post",
                    "--key=" + key("requester"),
                    "--program=mandelbrot-fixed",
                    "--example",
                    "--token=" + network.usdt(),
                    "--max-price=5",
                    "--start-price=100",
                    "--challenge-window=2",
                    "--json");
            assertThat(posted.code()).as(posted.err()).isZero();
            String job = posted.json().required("job").asString();

            Shell.Answer ended = shell.type("job", "status", job, "--wait", "--until=paid", "--timeout=90", "--json");
            assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
            assertThat(ended.json().required("state").asString()).isEqualTo("COMPLETED");
            assertThat(ended.json().required("price").asString()).isEqualTo("5 USDT");

            Path output = folder.resolve("output.bin");
            Shell.Answer fetched = shell.type(
                    "job", "fetch", job, "--out=" + output, "--png=" + folder.resolve("output.png"), "--local-content");
            assertThat(fetched.code()).as(fetched.err()).isZero();
            Task example = Programs.byName("mandelbrot-fixed").orElseThrow().example();
            assertThat(Files.readAllBytes(output))
                    .isEqualTo(Programs.byName("mandelbrot-fixed")
                            .orElseThrow()
                            .reference(example.params(), example.input())
                            .toArray());
            assertThat(folder.resolve("output.png")).isNotEmptyFile();
            Shell.Answer accepted = shell.type("job", "accept", job, "--key=" + key("requester"));
            assertThat(accepted.code()).as(accepted.err()).isZero();
            assertThat(accepted.out())
                    .isEqualToIgnoringNewLines("nothing to do: job " + job + " is already completed and paid");
        }
        String earned = "vault USDT";
        assertThat(shell.type("worker", "status", "--node=" + node, "--token=" + network.usdt(), "--json")
                        .json()
                        .required(earned)
                        .asString())
                .isEqualTo("5");
        assertThat(new Shell("--dir=" + folder.resolve("worker"))
                        .type("worker", "jobs")
                        .out())
                .contains("paid ", "smallest units of token", "gas 0.0", " native coins");
        assertThat(shell.type("worker", "withdraw", "--owner-key=" + key("owner"), "--token=" + network.usdt())
                        .out())
                .contains("5 USDT");
    }

    @Test
    void aJobThatFailedHasARecordOfItsErrorInPlaceOfAnOutput() throws Exception {
        newKey("careless");
        Party party = new Party(network, folder);
        Party.Node node = party.node(1);
        Path input = Files.writeString(folder.resolve("short.bin"), "abc");
        Path out = folder.resolve("failed.bin");
        try (Party.Working _ = party.work(node, party.journal(node))) {
            Shell.Answer posted = shell.type(
                    "job",
                    "post",
                    "--key=" + key("careless"),
                    "--program=gemm-i8",
                    "--params-hex="
                            + Programs.byName("gemm-i8").orElseThrow().example().params(),
                    "--input=" + input,
                    "--token=" + network.usdt(),
                    "--max-price=5",
                    "--hire=" + node.id(),
                    "--json");
            assertThat(posted.code()).as(posted.err()).isZero();
            String job = posted.json().required("job").asString();
            assertThat(shell.type("job", "status", job, "--wait", "--timeout=90")
                            .out())
                    .contains("failure", "its input has the wrong size for its parameters (INVALID_INPUT)");

            Shell.Answer refused = shell.type("job", "fetch", job, "--out=" + out, "--local-content");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .isEqualToIgnoringNewLines("gridwork: error: job " + job
                            + " has no output: its input has the wrong size for its parameters (INVALID_INPUT). "
                            + out + " is not written");
            assertThat(out).doesNotExist();

            Shell.Answer record =
                    shell.type("job", "fetch", job, "--out=" + out, "--local-content", "--error-record", "--json");
            assertThat(record.code()).as(record.err()).isZero();
            assertThat(record.json().required("failure").asString()).contains("INVALID_INPUT");
            assertThat(out).hasContent("gridwork-error/1 INVALID_INPUT");
        }
    }

    @Test
    void aJobThatNobodyClaimedCanBeTakenBackOnce() {
        newKey("regretful");
        String job = shell.type(
                        "job",
                        "post",
                        "--key=" + key("regretful"),
                        "--program=pow-sha256d",
                        "--example",
                        "--token=" + network.usdt(),
                        "--max-price=1",
                        "--n=3",
                        "--json")
                .json()
                .required("job")
                .asString();
        assertThat(shell.type("job", "cancel", job, "--key=" + key("regretful")).out())
                .startsWith("cancelled: ");
        assertThat(shell.type("job", "cancel", job, "--key=" + key("regretful"), "--json")
                        .json()
                        .required("cancelled")
                        .asBoolean())
                .as("there is nothing to do the second time")
                .isFalse();
        assertThat(shell.type("job", "fetch", job, "--out=" + folder.resolve("nothing"))
                        .err())
                .isEqualTo(shell.type("job", "status", "--wait", job)
                        .err()
                        .lines()
                        .skip(1)
                        .collect(Collectors.joining("", "", System.lineSeparator())))
                .contains("job " + job + " has no output, and gets none: it is cancelled by the requester");
        assertThat(shell.type("job", "status", job, "--json")
                        .json()
                        .required("state")
                        .asString())
                .isEqualTo("CANCELLED");
        Shell.Answer accept = shell.type("job", "accept", job, "--key=" + key("regretful"));
        assertThat(accept.code()).isEqualTo(1);
        assertThat(accept.err())
                .startsWith("gridwork: error: ")
                .contains("the job is already cancelled by the requester", "Nothing is left to do");
    }

    @Test
    void anyoneMovesAJobOnWhoseDeadlineHasPassed() {
        newKey("absent");
        newKey("passer-by");
        String overdue = posted("absent", "--claim-window=1");
        String open = posted("absent", "--claim-window=600");
        network.chain().passTime(Duration.ofSeconds(3));
        Shell.Answer early = poke(open);
        assertThat(early.code()).as(early.err()).isZero();
        assertThat(early.out())
                .startsWith("nothing to do yet: job " + open + " may stay as it is until 20")
                .contains("waiting for nodes to claim its seats (0 of 3 seats claimed)");

        Shell.Answer poked = poke(overdue);
        assertThat(poked.code()).as(poked.err()).isZero();
        assertThat(poked.out())
                .startsWith("job " + overdue + " was: waiting for nodes to claim its seats (0 of 3 seats claimed)")
                .contains("Now it is: refunded to the requester");
        assertThat(poke(overdue).out())
                .startsWith("nothing to do: job " + overdue + " is already refunded to the requester");
        JsonNode again = poke(overdue, "--json").json();
        assertThat(again.required("poked").asBoolean()).isFalse();
        assertThat(again.required("state").asString()).isEqualTo("REFUNDED");
        assertThat(poke("0x" + "22".repeat(32)).err()).contains("knows no job 0x2222");
    }

    private String posted(String name, String claimWindow) {
        return shell.type(
                        "job",
                        "post",
                        "--key=" + key(name),
                        "--program=pow-sha256d",
                        "--example",
                        "--token=" + network.usdt(),
                        "--max-price=1",
                        "--n=3",
                        claimWindow,
                        "--json")
                .json()
                .required("job")
                .asString();
    }

    private Shell.Answer poke(String job, String... more) {
        return shell.type(Stream.concat(Stream.of("job", "poke", job, "--key=" + key("passer-by")), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void anOrderIsSignedByOneWithoutGasAndPostedByAnother() throws Exception {
        Address signer = keyWithoutMoney("gasless");
        newKey("relay");
        network.deposit(signer, 10_000_000);
        Path order = folder.resolve("order.json");

        Shell.Answer signed = shell.type(
                "job",
                "post",
                "--sign-only=" + order,
                "--key=" + key("gasless"),
                "--program=mandelbrot-fixed",
                "--example",
                "--token=" + network.usdt(),
                "--max-price=5",
                "--valid-for=3600",
                "--json");
        assertThat(signed.code()).as(signed.err()).isZero();
        String job = signed.json().required("job").asString();
        assertThat(shell.type("job", "status", job).err()).contains("knows no job " + job);

        Shell.Answer relayed = shell.type("job", "relay", order.toString(), "--key=" + key("relay"), "--json");
        assertThat(relayed.code()).as(relayed.err()).isZero();
        assertThat(relayed.json().required("job").asString()).isEqualTo(job);
        assertThat(shell.type("job", "status", job, "--json")
                        .json()
                        .required("state")
                        .asString())
                .isEqualTo("OPEN");
        assertThat(network.client().balance(signer, BlockTag.LATEST).toBigInteger())
                .isZero();

        Shell.Answer again = shell.type("job", "relay", order.toString(), "--key=" + newKeyFile("patient-relay"));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("posted or voided before");

        Path late = folder.resolve("late.json");
        String[] sign = {
            "job",
            "post",
            "--sign-only=" + late,
            "--key=" + key("gasless"),
            "--program=mandelbrot-fixed",
            "--example",
            "--token=" + network.usdt(),
            "--max-price=1",
            "--valid-for=10"
        };
        assertThat(shell.type(sign).code()).isZero();
        assertThat(shell.type(sign).err()).contains(late + " is there already");
        network.chain().passTime(Duration.ofSeconds(60));
        assertThat(shell.type("job", "relay", late.toString(), "--key=" + key("relay"))
                        .err())
                .contains("the order could be posted until 20", "longer --valid-for")
                .hasLineCount(1);
    }

    @Test
    void anOrderThatIsVoidedCannotBePostedAndOneThatWasChangedNeither() throws Exception {
        newKey("wavering");
        Path order = folder.resolve("voided.json");
        String job = shell.type(
                        "job",
                        "post",
                        "--sign-only=" + order,
                        "--key=" + key("wavering"),
                        "--program=pow-sha256d",
                        "--example",
                        "--token=" + network.usdt(),
                        "--max-price=1",
                        "--n=3",
                        "--json")
                .json()
                .required("job")
                .asString();
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, Files.readString(order).replaceFirst("\"maxPrice\" : \"1", "\"maxPrice\" : \"9"));
        assertThat(shell.type("job", "relay", changed.toString(), "--key=" + key("wavering"))
                        .err())
                .contains("the order is not what its requester");
        Shell.Answer voided = shell.type("job", "void", order.toString(), "--key=" + key("wavering"));
        assertThat(voided.code()).as(voided.err()).isZero();
        assertThat(shell.type("job", "void", order.toString(), "--key=" + key("wavering"))
                        .out())
                .contains("nothing to do: job " + job + " is already cancelled");
        assertThat(shell.type("job", "relay", order.toString(), "--key=" + newKeyFile("relay-of-void"))
                        .err())
                .contains("was posted or voided before");
        assertThat(shell.type("job", "status", job).err()).contains("voided by its requester");
        assertThat(shell.type("job", "void", order.toString(), "--key=" + newKeyFile("stranger"))
                        .err())
                .contains("neither posted nor signed the job", "--key");
        assertThat(shell.type("job", "relay", folder.resolve("none.json").toString(), "--key=" + key("wavering"))
                        .err())
                .contains("no such file or folder: " + folder.resolve("none.json"));
        Files.writeString(changed, "garbage");
        assertThat(shell.type("job", "relay", changed.toString(), "--key=" + key("wavering"))
                        .err())
                .contains("is no signed order")
                .hasLineCount(1);
        Files.writeString(changed, "{}");
        assertThat(shell.type("job", "relay", changed.toString(), "--key=" + key("wavering"))
                        .err())
                .contains("is no signed order", "chainId");
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
        newKey("open");
        Files.setPosixFilePermissions(key("open"), PosixFilePermissions.fromString("rw-r--r--"));
        Shell.Answer answer = shell.type("job", "cancel", "0x" + "11".repeat(32), "--key=" + key("open"));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("chmod 600 " + key("open"));
    }

    @Test
    void aTransactionThatIsNotFinalInTimeIsNamedInWords() {
        newKey("hasty");
        Shell.Answer answer = shell.type(
                "job",
                "post",
                "--key=" + key("hasty"),
                "--token=" + network.usdt(),
                "--max-price=1",
                "--program=pow-sha256d",
                "--example",
                "--confirmations=64",
                "--patience=0");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .hasLineCount(1)
                .contains("the approval of the payment (job 0x", "transaction 0x", "job status", "--patience")
                .doesNotContain(":approve", "does not answer");
    }

    @Test
    void errorsNameTheValueAndTheRemedy() {
        newKey("poor-user");
        String key = "--key=" + key("poor-user");
        String token = "--token=" + network.usdt();
        assertThat(shell.type("job", "post", key, token, "--max-price=5", "--program=nonsense")
                        .err())
                .contains("no program \"nonsense\"", "gemm-i8");
        assertThat(shell.type("job", "post", key, token, "--max-price=5000", "--program=pow-sha256d", "--example")
                        .err())
                .contains("5100 USDT more in the vault", "its wallet has 1000 USDT");
        assertThat(shell.type("job", "post", key, token, "--max-price=0.0000001", "--program=pow-sha256d", "--example")
                        .err())
                .contains("--max-price is 0.0000001: that is finer than the token's smallest unit", "6 decimals");
        assertThat(shell.type("job", "post", key, token, "--max-price=1e80", "--program=pow-sha256d", "--example")
                        .err())
                .contains("--max-price is 1e80: give at most ");
        assertThat(shell.type(
                                "job",
                                "post",
                                key,
                                token,
                                "--max-price=1",
                                "--program=pow-sha256d",
                                "--example",
                                "--n=3",
                                "--k=1")
                        .err())
                .contains("--k is 1: with 3 seats (--n) give 2 to 3");
        assertThat(shell.type(
                                "job",
                                "post",
                                key,
                                token,
                                "--max-price=1",
                                "--program=pow-sha256d",
                                "--example",
                                "--work-window=5000")
                        .err())
                .contains("--work-window is 5000 s, and this network allows 1 to 600 s");
        assertThat(shell.type(
                                "job",
                                "post",
                                key,
                                token,
                                "--max-price=1",
                                "--program=pow-sha256d",
                                "--example",
                                "--valid-for=0")
                        .err())
                .contains("--valid-for is 0");
        assertThat(shell.type(
                                "job",
                                "post",
                                key,
                                token,
                                "--max-price=1",
                                "--program=pow-sha256d",
                                "--example",
                                "--bond=100")
                        .err())
                .contains("the bond of a seat is 100 GWS, and this work allows 0.", " GWS to 3.3", "with --bond");
        assertThat(shell.type(
                                "job",
                                "post",
                                key,
                                token,
                                "--max-price=1",
                                "--program=pow-sha256d",
                                "--example",
                                "--max-fee=1")
                        .err())
                .contains("the network's fee is 200 hundredths of a percent", "--max-fee");
        assertThat(shell.type("job", "status", "0x1234").err())
                .contains("\"0x1234\" has 4 digits")
                .doesNotContain("Exception");
        assertThat(shell.type("job", "status", "0x" + "11".repeat(32)).err()).contains("knows no job 0x1111");
        assertThat(shell.type("worker", "status", "--node=999").err()).contains("there is no node 999");
        assertThat(List.of(
                        shell.type("job", "post", key).code(),
                        shell.type("worker", "run", "--slots=many").code()))
                .containsOnly(2);
    }

    private Address newKey(String name) {
        Address address = keyWithoutMoney(name);
        network.fund(address);
        return address;
    }

    private Address keyWithoutMoney(String name) {
        Shell.Answer made = new Shell().type("worker", "keys", "new", key(name).toString(), "--json");
        assertThat(made.code()).as(made.err()).isZero();
        return Address.parse(made.json().required("address").asString());
    }

    private Path newKeyFile(String name) {
        newKey(name);
        return key(name);
    }

    private Path key(String name) {
        return folder.resolve(name + ".key");
    }
}

package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainException;
import io.gridwork.chain.Signer;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.node.NodeOperator;
import io.gridwork.worker.sandbox.RunnerConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker doctor}: looks at everything a worker needs, and says the remedy for what is wrong. */
@Command(
        name = "doctor",
        description =
                "Check everything a worker with these options needs. Exit 1 when something would keep it from work.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long LOW_DISK = 1L << 30;
    private static final Duration SKEW = Duration.ofSeconds(30);
    /** Gas of a few jobs. */
    private static final BigInteger FEW_JOBS = BigInteger.valueOf(2_000_000);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RunFlags flags = new RunFlags();

    @Option(names = "--json", description = "One JSON object for each check.")
    boolean json;

    private int failures;

    @Override
    public Integer call() throws InterruptedException {
        WorkerConfig config = flags.config();
        checkDisk(config.dir());
        checkDevice(config.runner());
        Optional<Signer> signer = checkKey(config);
        Optional<Contracts> contracts = checkChain(config);
        if (contracts.isPresent() && signer.isPresent()) checkAccount(config, contracts.get(), signer.get());
        if (config.economics().tokens().isEmpty()) {
            bad("prices", "no token has a value, so every job is refused", "say what tokens are worth: --value 0x…=1");
        } else {
            good("prices", config.economics().tokens().size() + " tokens have a value");
        }
        return failures == 0 ? 0 : 1;
    }

    private void checkDisk(Path dir) {
        try {
            Files.createDirectories(dir);
            long free = Files.getFileStore(dir).getUsableSpace();
            String text = (free >> 20) + " MiB free at " + dir.toAbsolutePath();
            if (free < LOW_DISK) bad("disk", text, "make room, or name another folder with --dir");
            else good("disk", text);
        } catch (IOException e) {
            bad("disk", dir + " cannot be used: " + e, "name a folder that can be written with --dir");
        }
    }

    private void checkDevice(RunnerConfig config) throws InterruptedException {
        for (DeviceDoctor.Finding finding : DeviceDoctor.examine(config)) {
            if (finding.good()) good("device", finding.what());
            else bad("device", finding.what(), finding.remedy());
        }
    }

    private Optional<Signer> checkKey(WorkerConfig config) {
        try {
            Signer signer = flags.chain.signer(config.operatorKey());
            good("key", "operator " + signer.address());
            return Optional.of(signer);
        } catch (IOException | IllegalArgumentException e) {
            bad("key", String.valueOf(e.getMessage()), "make one with: worker keys new FILE");
            return Optional.empty();
        }
    }

    private Optional<Contracts> checkChain(WorkerConfig config) {
        try {
            Contracts contracts = flags.chain.contracts();
            Head head = new ChainReader(contracts).head();
            good(
                    "rpc",
                    contracts.client().name() + ", chain "
                            + contracts.deployment().chainId() + ", block " + head.number());
            Duration behind = Duration.between(head.time(), Instant.now());
            if (behind.abs().compareTo(SKEW.plus(config.maxLag())) > 0) {
                bad(
                        "clock",
                        "the newest block is " + behind.toSeconds() + " s older than this machine's clock",
                        "set the clock (timedatectl), or wait for the node to catch up");
            } else {
                good("clock", "the newest block is " + behind.toSeconds() + " s old");
            }
            if (contracts
                    .client()
                    .code(contracts.address(Contracts.Name.ESCROW), BlockTag.LATEST)
                    .isEmpty()) {
                bad(
                        "contracts",
                        "no code at the market's address " + contracts.address(Contracts.Name.ESCROW),
                        "use the deployment record of this chain (--deployment)");
                return Optional.empty();
            }
            good("contracts", "market at " + contracts.address(Contracts.Name.ESCROW));
            return Optional.of(contracts);
        } catch (ChainException | IOException | IllegalArgumentException e) {
            bad("rpc", String.valueOf(e.getMessage()), "check --rpc and --deployment, and that the node runs");
            return Optional.empty();
        }
    }

    private void checkAccount(WorkerConfig config, Contracts contracts, Signer signer) {
        ChainReader reader = new ChainReader(contracts);
        BigInteger wei =
                contracts.client().balance(signer.address(), BlockTag.LATEST).toBigInteger();
        BigInteger price = contracts
                .client()
                .fees()
                .baseFee()
                .add(contracts.client().fees().suggestedTip());
        String balance = Amounts.text(wei, 18) + " native for gas";
        if (wei.compareTo(price.multiply(FEW_JOBS)) < 0)
            bad("gas", balance, "send some to the operator " + signer.address());
        else good("gas", balance);
        try {
            NodeId id = config.node().isPresent()
                    ? new NodeId(config.node().getAsLong())
                    : NodeOperator.nodeOf(contracts, signer.address());
            checkNode(reader.node(id), reader, signer.address());
        } catch (IllegalArgumentException e) {
            bad(
                    "node",
                    String.valueOf(e.getMessage()),
                    "worker register --owner-key … --operator " + signer.address() + " --stake …");
        }
    }

    private void checkNode(NodeAccount node, ChainReader reader, Address operator) {
        if (!node.operator().equals(operator)) {
            bad(
                    "node",
                    "node " + node.id() + " has the operator " + node.operator() + ", not " + operator,
                    "use the right --operator-key or --node");
            return;
        }
        good(
                "node",
                "node " + node.id() + " of " + node.owner() + ", " + node.active() + " of " + node.slots()
                        + " slots taken");
        int decimals = reader.decimals(reader.stakeToken());
        String stake = Amounts.text(node.freeStake(), decimals) + " of " + Amounts.text(node.stake(), decimals) + " "
                + reader.symbol(reader.stakeToken()) + " free";
        if (node.freeStake().signum() == 0) bad("stake", stake, "worker stake, or wait for jobs to end");
        else good("stake", stake);
        if (node.isInMaintenance(reader.head().time())) {
            bad("maintenance", "no new work until " + node.maintenanceUntil(), "end it with: worker drain --end");
        }
    }

    private void good(String check, String text) {
        say(check, true, text, "");
    }

    private void bad(String check, String text, String remedy) {
        failures++;
        say(check, false, text, remedy);
    }

    private void say(String check, boolean ok, String text, String remedy) {
        String line = (ok ? "ok    " : "WRONG ")
                + String.format("%-12s", check)
                + text
                + (remedy.isEmpty() ? "" : "\n" + " ".repeat(18) + "-> " + remedy);
        new Output(spec.commandLine().getOut(), json)
                .say(Map.of("check", check, "ok", ok, "finding", text, "remedy", remedy), line);
    }
}

package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.NodeId;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Head;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.node.NodeOperator;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** The part of {@code worker doctor} that checks the chain, the operator's account and the node. */
final class ChainDoctor {
    private static final Duration SKEW = Duration.ofSeconds(30);
    /** From claim to reveal, in a job of several seats. */
    private static final BigInteger GAS_OF_A_JOB = BigInteger.valueOf(350_000);

    private static final BigInteger FEW_JOBS = BigInteger.valueOf(6);

    private final WorkerConfig config;
    private final InstantSource clock;
    private final Consumer<Finding> findings;

    ChainDoctor(WorkerConfig config, InstantSource clock, Consumer<Finding> findings) {
        this.config = config;
        this.clock = clock;
        this.findings = findings;
    }

    /** @param signer the operator's key; empty where it cannot be read */
    void examine(ChainFlags chain, Optional<Signer> signer) {
        try {
            Contracts contracts = chain.contracts();
            Head head = new ChainReader(contracts).head();
            findings.accept(Finding.ok(
                    "rpc",
                    contracts.client().name() + ", chain "
                            + contracts.deployment().chainId() + ", block " + head.number()));
            findings.accept(clock(Duration.between(head.time(), clock.instant())));
            Finding market = market(contracts);
            findings.accept(market);
            if (market.level() != Finding.Level.OK || signer.isEmpty()) return;
            findings.accept(gas(contracts.client(), signer.get().address()));
            examineNode(contracts, signer.get().address());
        } catch (ChainException e) {
            findings.accept(Finding.failure(
                    "rpc", Explained.message(e), "check --network, or --rpc and --deployment, and that the node runs"));
        } catch (IOException | IllegalArgumentException e) {
            findings.accept(Finding.failure(
                    "contracts", Explained.message(e), "name the deployment record of this chain with --deployment"));
        }
    }

    private Finding clock(Duration age) {
        String older = "the newest block is " + age.toSeconds() + " s older than this machine's clock";
        String remedy = "set the clock (timedatectl), or wait until the blockchain node has caught up";
        if (age.compareTo(SKEW.negated()) < 0) {
            return Finding.warning(
                    "clock",
                    "this machine's clock is " + age.negated().toSeconds() + " s behind the newest block",
                    "set the clock (timedatectl)");
        }
        if (!config.maxLag().isZero() && age.compareTo(config.maxLag()) > 0) {
            return Finding.failure(
                    "clock", older + ", and --max-lag is " + config.maxLag().toSeconds() + " s", remedy);
        }
        return age.compareTo(SKEW) > 0
                ? Finding.warning("clock", older, remedy)
                : Finding.ok("clock", "the newest block is " + age.toSeconds() + " s old");
    }

    private static Finding market(Contracts contracts) {
        Address escrow = contracts.address(Contracts.Name.ESCROW);
        return contracts.client().code(escrow, BlockTag.LATEST).isEmpty()
                ? Finding.failure(
                        "contracts",
                        "there is no contract at the market's address " + escrow,
                        "give the deployment record of this chain (--deployment)")
                : Finding.ok("contracts", "market at " + escrow);
    }

    private static Finding gas(ChainClient client, Address operator) {
        BigInteger wei = client.balance(operator, BlockTag.LATEST).toBigInteger();
        BigInteger price = client.fees().price();
        BigInteger aJob = price.multiply(GAS_OF_A_JOB);
        String balance = "the operator " + operator + " has " + Amounts.text(wei, 18) + " native for gas";
        String remedy = "send native coins to " + operator;
        if (wei.compareTo(aJob) < 0) {
            return Finding.failure("gas", balance + "; one job takes about " + Amounts.text(aJob, 18), remedy);
        }
        return wei.compareTo(aJob.multiply(FEW_JOBS)) < 0
                ? Finding.warning("gas", balance + ", enough for a few jobs only", remedy)
                : Finding.ok("gas", balance);
    }

    private void examineNode(Contracts contracts, Address operator) {
        ChainReader reader = new ChainReader(contracts);
        NodeAccount node;
        try {
            node = config.node().isPresent()
                    ? reader.node(new NodeId(config.node().getAsLong())).existing("--node")
                    : reader.node(NodeOperator.nodeOf(contracts, operator));
        } catch (IllegalArgumentException e) {
            findings.accept(Finding.failure(
                    "node",
                    Explained.message(e),
                    "gridwork worker register --owner-key FILE --operator " + operator + " --stake TOKENS"));
            return;
        }
        findings.accept(node(node, operator));
        findings.accept(stake(node, reader));
        findings.accept(allowance(node, contracts, reader));
        if (node.isInMaintenance(reader.head().time())) {
            String until = node.isDrained() ? "ends only when you end it" : "lasts until " + node.maintenanceUntil();
            findings.accept(Finding.failure(
                    "maintenance",
                    "node " + node.id() + " takes no new jobs: its maintenance " + until,
                    "gridwork worker drain --end"));
        }
    }

    private static Finding node(NodeAccount node, Address operator) {
        return node.operator().equals(operator)
                ? Finding.ok(
                        "node",
                        "node " + node.id() + " of " + node.owner() + ", " + node.slots()
                                + (node.slots() == 1 ? " job" : " jobs") + " at a time")
                : Finding.failure(
                        "node",
                        "node " + node.id() + " has the operator " + node.operator()
                                + ", and --operator-key is the key of " + operator,
                        "give the right --operator-key or --node");
    }

    private static Finding allowance(NodeAccount node, Contracts contracts, ChainReader reader) {
        int decimals = reader.decimals(reader.stakeToken());
        String remedy = "gridwork worker set-allowance --owner-key FILE --node " + node.id() + " TOKENS";
        Address market = contracts.address(Contracts.Name.ESCROW);
        if (!node.market().equals(market)) {
            return Finding.failure(
                    "allowance",
                    "node " + node.id() + " works for the market " + node.market() + ", not " + market,
                    remedy);
        }
        String room = Amounts.text(node.seatRoom(), decimals) + " of the allowance of "
                + Amounts.text(node.allowance(), decimals) + " is free for bonds of new seats, which get half of it; "
                + node.tickets() + " jury tickets are ripe";
        return node.seatRoom().signum() == 0
                ? Finding.warning("allowance", room, "wait for jobs to end, or " + remedy)
                : Finding.ok("allowance", room);
    }

    private static Finding stake(NodeAccount node, ChainReader reader) {
        int decimals = reader.decimals(reader.stakeToken());
        String free = Amounts.text(node.freeStake(), decimals) + " of " + Amounts.text(node.stake(), decimals) + " "
                + reader.symbol(reader.stakeToken()) + " free";
        if (node.stake().signum() == 0) {
            return Finding.failure(
                    "stake", free, "gridwork worker stake --owner-key FILE --node " + node.id() + " TOKENS");
        }
        return node.freeStake().signum() == 0
                ? Finding.warning(
                        "stake", free + ": all of it is locked in jobs", "wait for jobs to end, or stake more")
                : Finding.ok("stake", free);
    }
}

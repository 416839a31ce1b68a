package io.gridwork.devnet.network;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.NodeAccount;
import io.gridwork.worker.market.VaultAccount;
import io.gridwork.worker.node.NodeOperator;
import io.gridwork.worker.node.NodeOwner;
import io.gridwork.worker.request.Requester;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Gives people what they need on a development network: keys, gas, tokens that anyone can mint; then a node, or jobs. Whoever is
 * there from an earlier run of the network is found again.
 */
public final class Registrar {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final Uint256 GAS = Uint256.of(ETHER);
    /** Twenty jury tickets: one node is enough for its class to take jobs that a jury of five can judge. */
    private static final BigInteger STAKE = ETHER.multiply(BigInteger.valueOf(2_000));

    private static final BigInteger CHALLENGES = ETHER.multiply(BigInteger.valueOf(100));
    /** A job holds a slot until it is paid, which takes ten minutes where nobody accepts its result. */
    private static final int SLOTS = 16;

    private final ChainClient chain;
    private final DeployedContracts contracts;
    private final Contracts market;
    private final Wallet faucet;
    private final Path keys;

    Registrar(ChainClient chain, DeployedContracts contracts, Wallet faucet, Path keys) {
        this.chain = chain;
        this.contracts = contracts;
        this.market = new Contracts(chain, contracts.deployment());
        this.faucet = faucet;
        this.keys = keys;
    }

    /** Someone who runs a node, or is about to: a cold owner, and a hot operator. */
    record Operation(String name, Account owner, Account operator, Wallet wallet) {}

    /**
     * The owner and the operator of a node.
     *
     * @param name for the key files, such as {@code worker-1}
     */
    Operation prepare(String name) {
        Account owner = account(name + "-owner");
        Account operator = account(name + "-operator");
        return new Operation(name, owner, operator, new Wallet(chain, owner.signer(), contracts));
    }

    /** The node, registered with 2,000 GWS at stake, all of which the market and its jury may lock. */
    Node register(Operation who, int nodeClass) {
        NodeId id = NodeOperator.find(market, who.operator().address()).orElseGet(() -> registerAnew(who, nodeClass));
        return new Node(who.name(), id, who.owner(), who.operator(), STAKE);
    }

    private NodeId registerAnew(Operation who, int nodeClass) {
        Hash32 capabilities = Keccak256.hash("devnet");
        who.wallet()
                .send(
                        "mint stake for " + who.name(),
                        contracts.call("TestStake", "mint", who.owner().address(), STAKE));
        return new NodeOwner(market, who.wallet().actions())
                .register(who.operator().address(), nodeClass, SLOTS, capabilities, STAKE, STAKE, who.name());
    }

    /** Counts the nodes' stakes as jury tickets. Waits until they are old enough. */
    void ripen(List<Node> nodes) {
        var reader = new ChainReader(market);
        ChainReader.TicketRules rules = reader.ticketRules();
        for (Node node : nodes) {
            NodeAccount account = reader.node(node.id());
            BigInteger tickets = account.stake().divide(rules.size());
            if (tickets.compareTo(BigInteger.valueOf(account.tickets())) <= 0) continue;
            Instant ripe = account.stakeSince().plus(rules.age());
            while (reader.head().time().isBefore(ripe)) Pause.of(Duration.ofMillis(100));
            var wallet = new Wallet(chain, node.operator().signer(), contracts);
            new NodeOperator(market, wallet.actions()).ripen(node.id(), node.name());
        }
    }

    /**
     * Opens a requester's account, with money in the vault that the market may take, and 100 GWS in its wallet for bonds of challenges.
     *
     * @param deposit in the payment token's smallest unit
     */
    public Requester requester(String name, BigInteger deposit) {
        Account account = account(name);
        var wallet = new Wallet(chain, account.signer(), contracts);
        wallet.send(
                "mint money for " + name,
                contracts.call("TestUSDT", "mint", account.address(), deposit),
                contracts.call("TestStake", "mint", account.address(), CHALLENGES));
        new VaultAccount(market, wallet.actions())
                .ensureFor(
                        () -> {}, Contracts.Name.ESCROW, contracts.address("TestUSDT"), deposit, "money for " + name);
        return new Requester(market, wallet.actions());
    }

    /** An account with a key file and gas. */
    Account account(String name) {
        Account account = Account.of(keys, name);
        if (chain.balance(account.address(), BlockTag.LATEST).isZero())
            faucet.send("fund " + account.address(), Call.transfer(account.address(), GAS));
        return account;
    }
}

package io.gridwork.devnet.network;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.VaultAccount;
import io.gridwork.worker.node.NodeOperator;
import io.gridwork.worker.node.NodeOwner;
import io.gridwork.worker.request.Requester;
import java.math.BigInteger;
import java.nio.file.Path;

/**
 * Gives people what they need on a development network: keys, gas, tokens that anyone can mint; then a node, or jobs. Whoever is
 * there from an earlier run of the network is found again.
 */
public final class Registrar {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final Uint256 GAS = Uint256.of(ETHER);
    private static final BigInteger STAKE = ETHER.multiply(BigInteger.valueOf(100));
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

    /** Someone who runs a node, or is about to: a cold owner with 100 GWS, and a hot operator. */
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

    /** The node, registered with 100 GWS at stake. */
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
                .register(who.operator().address(), nodeClass, SLOTS, capabilities, STAKE, who.name());
    }

    /**
     * Opens a requester's account, with money in the vault.
     *
     * @param deposit in the payment token's smallest unit
     */
    public Requester requester(String name, BigInteger deposit) {
        Account account = account(name);
        var wallet = new Wallet(chain, account.signer(), contracts);
        wallet.send("mint money for " + name, contracts.call("TestUSDT", "mint", account.address(), deposit));
        new VaultAccount(market, wallet.actions()).ensure(contracts.address("TestUSDT"), deposit, "money for " + name);
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

package io.gridwork.devnet.network;

import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.VaultAccount;
import io.gridwork.worker.node.NodeOwner;
import io.gridwork.worker.request.Requester;
import java.math.BigInteger;
import java.nio.file.Path;

/** Gives people what they need on a development network: keys, gas money, tokens that anyone can mint; then a node, or jobs. */
public final class Registrar {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final Uint256 GAS_MONEY = Uint256.of(ETHER);
    private static final BigInteger STAKE = ETHER.multiply(BigInteger.valueOf(100));
    private static final int SLOTS = 2;

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

    /** Someone who is about to run a node: a cold owner with 100 GWS, and a hot operator. */
    record Operation(String name, Account owner, Account operator, Wallet wallet) {}

    /**
     * Makes an owner and an operator.
     *
     * @param name for the key files, such as {@code worker-1}
     */
    Operation prepare(String name) {
        Account owner = Account.create(keys, name + "-owner");
        Account operator = Account.create(keys, name + "-operator");
        fund(owner, operator);
        var wallet = new Wallet(chain, owner.signer(), contracts);
        wallet.send("mint stake for " + name, contracts.call("TestStake", "mint", owner.address(), STAKE));
        return new Operation(name, owner, operator, wallet);
    }

    /** Registers the node, with all that its owner has at stake. */
    Node register(Operation who, int nodeClass) {
        Hash32 capabilities = Keccak256.hash("devnet");
        NodeId id = new NodeOwner(market, who.wallet().actions())
                .register(who.operator().address(), nodeClass, SLOTS, capabilities, STAKE, who.name());
        return new Node(who.name(), id, who.owner(), who.operator(), STAKE);
    }

    /**
     * Opens a requester's account, with money in the vault.
     *
     * @param deposit in the payment token's smallest unit
     */
    public Requester requester(String name, BigInteger deposit) {
        Account account = Account.create(keys, name);
        fund(account);
        var wallet = new Wallet(chain, account.signer(), contracts);
        wallet.send("mint money for " + name, contracts.call("TestUSDT", "mint", account.address(), deposit));
        new VaultAccount(market, wallet.actions()).ensure(contracts.address("TestUSDT"), deposit, "money for " + name);
        return new Requester(market, wallet.actions());
    }

    private void fund(Account... accounts) {
        for (Account account : accounts)
            faucet.send("fund " + account.address(), Call.transfer(account.address(), GAS_MONEY));
    }
}

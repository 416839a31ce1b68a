package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.abi.LogEntry;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.contracts.NodeId;
import java.math.BigInteger;
import java.nio.file.Path;

/** Gives people what they need on a development network: keys, native currency, tokens, a node. */
public final class Registrar {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final Uint256 GAS_MONEY = Uint256.of(ETHER);
    private static final BigInteger STAKE = ETHER.multiply(BigInteger.valueOf(100));
    private static final int SLOTS = 2;

    private final ChainClient chain;
    private final Contracts contracts;
    private final Wallet faucet;
    private final Path keys;

    public Registrar(ChainClient chain, Contracts contracts, Wallet faucet, Path keys) {
        this.chain = chain;
        this.contracts = contracts;
        this.faucet = faucet;
        this.keys = keys;
    }

    /**
     * Makes a cold owner and a hot operator, and brings the owner's stake, 100 GWS, into the vault.
     *
     * @param name for the key files, such as {@code worker-1}
     */
    Operation prepare(String name) {
        Account owner = Account.create(keys, name + "-owner");
        Account operator = Account.create(keys, name + "-operator");
        fund(owner, operator);
        Address vault = contracts.address("Vault");
        Address token = contracts.address("TestStake");
        var wallet = new Wallet(chain, owner.signer(), contracts);
        wallet.send(
                "stake for " + name,
                contracts.call("TestStake", "mint", owner.address(), STAKE),
                contracts.call("TestStake", "approve", vault, STAKE),
                contracts.call("Vault", "deposit", token, owner.address(), STAKE));
        return new Operation(name, owner, operator, wallet);
    }

    /** Someone who is about to run a node. */
    record Operation(String name, Account owner, Account operator, Wallet wallet) {}

    /** Registers the node, with all of the stake on it. */
    Node register(Operation who, int nodeClass) {
        Hash32 capabilities = Keccak256.hash("devnet");
        Address operator = who.operator().address();
        Receipt receipt = who.wallet()
                .send(
                        "register " + who.name(),
                        contracts.call("NodeStaking", "register", operator, nodeClass, SLOTS, capabilities, STAKE))
                .getFirst();
        return new Node(who.name(), nodeIdOf(receipt), who.owner(), who.operator(), STAKE);
    }

    /**
     * Opens a requester's account: a key, gas money and a vault balance.
     *
     * @param deposit in the payment token's smallest unit
     */
    public Account requester(String name, BigInteger deposit) {
        Account account = Account.create(keys, name);
        fund(account);
        Address token = contracts.address("TestUSDT");
        new Wallet(chain, account.signer(), contracts)
                .send(
                        "fund " + name,
                        contracts.call("TestUSDT", "mint", account.address(), deposit),
                        contracts.call("TestUSDT", "approve", contracts.address("Vault"), deposit),
                        contracts.call("Vault", "deposit", token, account.address(), deposit));
        return account;
    }

    private void fund(Account... accounts) {
        for (Account account : accounts)
            faucet.send("fund " + account.address(), Call.transfer(account.address(), GAS_MONEY));
    }

    private NodeId nodeIdOf(Receipt receipt) {
        Hash32 registered = contracts.abi("NodeStaking").event("NodeRegistered").topic0();
        LogEntry event = receipt.logs().stream()
                .filter(log -> log.topics().getFirst().equals(registered))
                .findFirst()
                .orElseThrow(() -> new DevnetException("transaction " + receipt.txHash() + " registered no node"));
        return NodeId.of(event.topics().get(1).toUint256().toBigInteger());
    }
}

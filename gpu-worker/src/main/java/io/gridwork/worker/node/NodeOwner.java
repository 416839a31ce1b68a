package io.gridwork.worker.node;

import io.gridwork.abi.Address;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.LogEntry;
import io.gridwork.chain.Call;
import io.gridwork.chain.Receipt;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.VaultAccount;
import java.math.BigInteger;
import java.util.List;

/** What a node's owner does with the cold key: register, stake, take out. */
public final class NodeOwner {
    private final Contracts contracts;
    private final ChainReader reader;
    private final Actions actions;
    private final VaultAccount vault;

    public NodeOwner(Contracts contracts, Actions actions) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.actions = actions;
        this.vault = new VaultAccount(contracts, actions);
    }

    /**
     * Registers a node for this market and stakes for it; deposits what the vault lacks.
     *
     * @param operator the hot key's address
     * @param capabilities Keccak-256 of the node's published capabilities
     * @param allowance the most stake that the market and its jury may lock together
     * @param purpose names the actions: the same purpose registers one node
     */
    public NodeId register(
            Address operator,
            int nodeClass,
            int slots,
            Hash32 capabilities,
            BigInteger stake,
            BigInteger allowance,
            String purpose) {
        List<Object> terms = List.of(
                operator,
                nodeClass,
                slots,
                capabilities,
                stake,
                contracts.address(Name.ESCROW),
                contracts.address(Name.JURY),
                allowance);
        Call register = contracts.call(Name.STAKING, "register", terms);
        if (actions.isNew(purpose, "register"))
            vault.ensureFor(register, Name.STAKING, reader.stakeToken(), stake, purpose);
        return registered(actions.receipt(actions.once(register, purpose, "register")));
    }

    private NodeId registered(Receipt receipt) {
        EventDecoder decoder = new EventDecoder(List.of(contracts.event(Name.STAKING, "NodeRegistered")));
        for (LogEntry log : receipt.logs()) {
            if (decoder.decode(log) instanceof EventDecoder.Decoded event) {
                return NodeId.of(event.value("nodeId").toInteger());
            }
        }
        throw new IllegalStateException(
                "transaction " + receipt.txHash() + " registered no node: is the deployment record right?");
    }

    /** Adds to a node's stake. Jobs posted before cannot be claimed with it. */
    public void stake(NodeId node, BigInteger amount, String purpose) {
        Call stake = contracts.call(Name.STAKING, "addStake", node.value(), amount);
        if (actions.isNew(purpose, "stake")) vault.ensureFor(stake, Name.STAKING, reader.stakeToken(), amount, purpose);
        actions.once(stake, purpose, "stake");
    }

    /** Sets the most stake that the market and its jury may lock together. */
    public void setAllowance(NodeId node, BigInteger allowance, String purpose) {
        actions.once(
                contracts.call(
                        Name.STAKING,
                        "setAllowance",
                        node.value(),
                        contracts.address(Name.ESCROW),
                        contracts.address(Name.JURY),
                        allowance),
                purpose,
                "allowance");
    }

    /** Starts the way out for free stake; {@link #collect} when the cool-down is over. */
    public void unbond(NodeId node, BigInteger amount, String purpose) {
        actions.once(contracts.call(Name.STAKING, "requestUnbond", node.value(), amount), purpose, "unbond");
    }

    /** Credits what has finished unbonding to the owner's vault balance. */
    public void collect(NodeId node, String purpose) {
        actions.once(contracts.call(Name.STAKING, "unbond", node.value()), purpose, "collect");
    }

    /** The owner's money in the vault. */
    public VaultAccount vault() {
        return vault;
    }
}

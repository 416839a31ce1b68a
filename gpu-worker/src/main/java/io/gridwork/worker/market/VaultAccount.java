package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;

/** One account's money in the vault, from which jobs and stakes are paid and into which earnings come. */
public final class VaultAccount {
    private static final String DEPOSIT = "deposit";

    private final Contracts contracts;
    private final ChainReader reader;
    private final Actions actions;

    public VaultAccount(Contracts contracts, Actions actions) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.actions = actions;
    }

    public BigInteger balance(Address token) {
        return actions.reads()
                .read(block -> contracts.read(Name.VAULT, "balanceOf", block, token, actions.account()))
                .getFirst()
                .toInteger();
    }

    /**
     * Deposits what the vault balance lacks for a call. Nothing is deposited when the contracts would refuse the call for another reason than the
     * balance, which they look at last.
     *
     * @throws RefusedException with that reason
     */
    public void ensureFor(Call call, Address token, BigInteger needed, String purpose) {
        if (needed.compareTo(balance(token)) > 0 && actions.isNew(purpose, DEPOSIT)) rehearse(call);
        ensure(token, needed, purpose);
    }

    private void rehearse(Call call) {
        try {
            actions.reads().read(block -> contracts.client().call(actions.account(), call, block));
        } catch (ChainException.Rejected e) {
            String reason = e.reason(contracts.errors());
            if (!e.isRevert()) throw e;
            if (!reason.startsWith("InsufficientBalance("))
                throw new RefusedException("the contracts refuse it: " + ContractErrors.sentence(reason));
        }
    }

    /**
     * Deposits what the vault balance lacks.
     *
     * @param purpose makes the actions' names: the same purpose is served once
     * @throws IllegalArgumentException when the account's wallet has too little
     */
    public void ensure(Address token, BigInteger needed, String purpose) {
        BigInteger missing = needed.subtract(balance(token));
        if (missing.signum() > 0) deposit(token, missing, actions.account(), purpose);
    }

    /**
     * Pays from the account's wallet into a vault balance. Approves no more than that, and takes back an old allowance first, which USDT asks for.
     *
     * @param of whose balance grows
     * @param purpose makes the actions' names: the same purpose is served once
     * @throws IllegalArgumentException when the account's wallet has too little
     */
    public void deposit(Address token, BigInteger amount, Address of, String purpose) {
        BigInteger wallet = wallet(token);
        if (wallet.compareTo(amount) < 0) {
            throw new IllegalArgumentException(actions.account() + " needs " + shown(amount, token)
                    + " more in the vault, but its wallet has " + shown(wallet, token) + ": send it some");
        }
        if (token.equals(Address.ZERO)) {
            Call deposit = contracts.call(Name.VAULT, "depositNative", of);
            actions.once(new Call(deposit.to(), deposit.data(), Uint256.of(amount)), purpose, DEPOSIT);
            return;
        }
        allow(token, amount, purpose);
        actions.once(contracts.call(Name.VAULT, "deposit", token, of, amount), purpose, DEPOSIT);
    }

    private void allow(Address token, BigInteger amount, String purpose) {
        Address vault = contracts.address(Name.VAULT);
        BigInteger allowance = actions.reads()
                .read(block -> contracts.token(token, block, "allowance", actions.account(), vault))
                .toInteger();
        if (allowance.compareTo(amount) >= 0) return;
        if (allowance.signum() > 0) {
            actions.once(Contracts.approve(token, vault, BigInteger.ZERO), purpose, "disapprove");
        }
        actions.once(Contracts.approve(token, vault, amount), purpose, "approve");
    }

    /** What the account holds outside the vault. */
    public BigInteger wallet(Address token) {
        Address account = actions.account();
        return actions.reads()
                .read(block -> token.equals(Address.ZERO)
                        ? contracts.client().balance(account, block).toBigInteger()
                        : contracts.token(token, block, "balanceOf", account).toInteger());
    }

    /** Pays out of the vault. */
    public void withdraw(Address token, BigInteger amount, Address to, String purpose) {
        actions.once(contracts.call(Name.VAULT, "withdraw", token, amount, to), purpose, "withdraw");
    }

    private String shown(BigInteger amount, Address token) {
        return Amounts.text(amount, reader.decimals(token)) + " " + reader.symbol(token);
    }
}

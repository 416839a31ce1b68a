package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.Call;
import io.gridwork.rpc.ChainException;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.util.List;

/** One account's money in the vault, from which jobs and stakes are paid and into which earnings come. */
public final class VaultAccount {
    private static final String DEPOSIT = "deposit";
    private static final String CONSENT = "consent";

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

    /** Whether a module may take from an account's balance. */
    public boolean hasConsented(Address account, Name module) {
        return actions.reads()
                .read(block -> contracts.read(Name.VAULT, "hasConsented", block, account, contracts.address(module)))
                .getFirst()
                .toBoolean();
    }

    /**
     * Deposits what the vault balance lacks for a call, and lets the module that takes it do so. Nothing is deposited when the contracts would refuse
     * the call for another reason than these two, which they look at last.
     *
     * @param module the contract that takes the money
     * @throws RefusedException with that reason
     */
    public void ensureFor(Call call, Name module, Address token, BigInteger needed, String purpose) {
        ensureFor(() -> rehearse(call), module, token, needed, purpose);
    }

    /**
     * The same with a check of the caller's, made before anything is sent, and again before the deposit where an approval took its time.
     *
     * @param check throws when the money would be of no use
     */
    public void ensureFor(Runnable check, Name module, Address token, BigInteger needed, String purpose) {
        BigInteger missing = needed.subtract(balance(token));
        boolean consents = !hasConsented(actions.account(), module);
        boolean lacks = missing.signum() > 0 || consents;
        boolean checks = lacks && actions.isNew(purpose, DEPOSIT) && actions.isNew(purpose, CONSENT);
        if (checks) check.run();
        Call consent = contracts.call(Name.VAULT, "consent", contracts.address(module), true);
        if (missing.signum() > 0 && !token.equals(Address.ZERO)) {
            requireInWallet(token, missing);
            if (allow(token, missing, purpose) && checks) check.run();
            if (consents) {
                Call deposit = contracts.call(Name.VAULT, "deposit", token, actions.account(), missing);
                List<Bytes> both = List.of(deposit.data(), consent.data());
                actions.once(contracts.call(Name.VAULT, "multicall", both), purpose, DEPOSIT);
                return;
            }
        }
        ensure(token, needed, purpose);
        if (consents) actions.once(consent, purpose, CONSENT);
    }

    /** @throws RefusedException when the contracts would refuse the call for another reason than money and consent */
    void rehearse(Call call) {
        try {
            actions.reads().read(block -> contracts.client().call(actions.account(), call, block));
        } catch (ChainException.Rejected e) {
            String reason = e.reason(contracts.errors());
            if (!e.isRevert()) throw e;
            if (!reason.startsWith("InsufficientBalance(") && !reason.startsWith("NoConsent("))
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
        if (actions.isNew(purpose, DEPOSIT)) requireInWallet(token, amount);
        if (token.equals(Address.ZERO)) {
            Call deposit = contracts.call(Name.VAULT, "depositNative", of);
            actions.once(new Call(deposit.to(), deposit.data(), Uint256.of(amount)), purpose, DEPOSIT);
            return;
        }
        allow(token, amount, purpose);
        actions.once(contracts.call(Name.VAULT, "deposit", token, of, amount), purpose, DEPOSIT);
    }

    private void requireInWallet(Address token, BigInteger amount) {
        BigInteger wallet = wallet(token);
        if (wallet.compareTo(amount) >= 0) return;
        throw new IllegalArgumentException(actions.account() + " needs " + shown(amount, token)
                + " more in the vault, but its wallet has " + shown(wallet, token) + ": send it some");
    }

    /** @return whether it had to approve anything */
    private boolean allow(Address token, BigInteger amount, String purpose) {
        Address vault = contracts.address(Name.VAULT);
        BigInteger allowance = actions.reads()
                .read(block -> contracts.token(token, block, "allowance", actions.account(), vault))
                .toInteger();
        if (allowance.compareTo(amount) >= 0) return false;
        if (allowance.signum() > 0) {
            actions.once(Contracts.approve(token, vault, BigInteger.ZERO), purpose, "disapprove");
        }
        actions.once(Contracts.approve(token, vault, amount), purpose, "approve");
        return true;
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

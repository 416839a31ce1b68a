package io.gridwork.transactions;

import io.gridwork.abi.Address;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Fees;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.FeePolicy.Bid;
import io.gridwork.transactions.FeePolicy.Raise;
import io.gridwork.transactions.JournalEntry.Attempt;
import java.math.BigInteger;
import java.util.Optional;

/** Prices and signs. Whatever can be known to be wrong is said before anything is signed. */
final class Attempts {
    private static final long TRANSFER_GAS = 21_000;

    /** What an attempt pays, whatever its nonce. */
    record Terms(Call call, boolean filler, long gasLimit, Bid bid, boolean isLegacy) {}

    private final ChainClient client;
    private final Signer signer;
    private final long chainId;
    private final FeePolicy fees;
    private final Preflight preflight;

    Attempts(ChainClient client, Signer signer, long chainId, FeePolicy fees, Preflight preflight) {
        this.client = client;
        this.signer = signer;
        this.chainId = chainId;
        this.fees = fees;
        this.preflight = preflight;
    }

    /**
     * Of a new action.
     *
     * @param spareGas added to the gas limit
     * @return empty when gas is dearer than the highest fee
     * @throws ChainException.Rejected when it would fail, or the account cannot pay for it
     */
    Optional<Terms> first(ActionKey key, Call call, long spareGas, Sight sight) {
        long gas = preflight.gas(key, call, spareGas, sight.head());
        Fees now = client.fees();
        BigInteger balance = balance();
        BigInteger affordable = affordable(balance, call, gas);
        Optional<Bid> bid = fees.first(now, affordable);
        if (bid.isEmpty()) return Optional.empty();
        BigInteger needed = now.baseFee().add(bid.get().tip());
        if (affordable.compareTo(needed) < 0) {
            throw Preflight.rejected("account " + signer.address() + " holds " + balance + " wei, and action " + key
                    + " needs " + cost(call, gas, needed) + " wei (" + gas + " gas at " + needed + " wei, and "
                    + call.value() + " wei to send); send it more");
        }
        return Optional.of(new Terms(call, false, gas, bid.get(), now.isLegacy()));
    }

    private static BigInteger affordable(BigInteger balance, Call call, long gas) {
        BigInteger left = balance.subtract(call.value().toBigInteger());
        return left.signum() < 0 ? BigInteger.ONE.negate() : left.divide(BigInteger.valueOf(gas));
    }

    private BigInteger balance() {
        return client.balance(signer.address(), BlockTag.LATEST).toBigInteger();
    }

    private static BigInteger cost(Call call, long gas, BigInteger price) {
        return price.multiply(BigInteger.valueOf(gas)).add(call.value().toBigInteger());
    }

    /** In the place of the entry's newest attempt. Empty when that would cost more than the highest fee. */
    Optional<Attempt> dearer(JournalEntry entry, Raise by) {
        Attempt old = entry.newest();
        Fees now = client.fees();
        Call call = old.filler() ? filler() : entry.call();
        return fees.raise(old.bid(), now, by)
                .map(bid -> sign(entry.nonce(), new Terms(call, old.filler(), old.gasLimit(), bid, now.isLegacy())));
    }

    /** Something that cannot fail, in the place of the entry's newest attempt; at the highest fee if need be. */
    Attempt filler(JournalEntry entry) {
        Fees now = client.fees();
        Bid old = entry.newest().bid();
        Bid bid = fees.raise(old, now, Raise.EIGHTH).orElse(old);
        return sign(entry.nonce(), fillerTerms(bid, now));
    }

    /** For a nonce that no action has. */
    Optional<Attempt> filler(long nonce) {
        Fees now = client.fees();
        return fees.first(now, affordable(balance(), filler(), TRANSFER_GAS))
                .map(bid -> sign(nonce, fillerTerms(bid, now)));
    }

    private Terms fillerTerms(Bid bid, Fees now) {
        return new Terms(filler(), true, fillerGas(), bid, now.isLegacy());
    }

    /** More than 21,000 on chains that count differently, and where the account has code (EIP-7702). */
    private long fillerGas() {
        try {
            return Math.max(TRANSFER_GAS, client.estimateGas(signer.address(), filler()));
        } catch (ChainException.Rejected notEstimated) {
            return TRANSFER_GAS;
        }
    }

    Call filler() {
        Address account = signer.address();
        return Call.transfer(account, Uint256.ZERO);
    }

    Attempt sign(long nonce, Terms terms) {
        Bid bid = terms.bid();
        SignedTransaction signed = signer.sign(new UnsignedTransaction(
                chainId, nonce, terms.call(), terms.gasLimit(), bid.maxFee(), bid.tip(), terms.isLegacy()));
        return new Attempt(nonce, terms.filler(), signed, terms.gasLimit(), bid.maxFee(), bid.tip());
    }

    String tooDear() {
        return "gas costs more than the highest fee of " + fees.highestFee()
                + " wei now: wait until it is cheaper, or allow a higher fee";
    }
}

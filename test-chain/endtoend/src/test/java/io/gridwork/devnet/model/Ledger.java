package io.gridwork.devnet.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The vault: who has how much of which token, and what left it. */
final class Ledger {
    private record Entry(Address token, Address account) {}

    private final Map<Entry, BigInteger> balances = new HashMap<>();

    BigInteger of(Address token, Address account) {
        return balances.getOrDefault(new Entry(token, account), BigInteger.ZERO);
    }

    /** From outside, or to there when negative. */
    void change(Address token, Address account, BigInteger amount) {
        BigInteger after = of(token, account).add(amount);
        if (after.signum() < 0) throw new IllegalStateException(account + " would have " + after + " of " + token);
        balances.put(new Entry(token, account), after);
    }

    void move(Address token, Address from, Address to, BigInteger amount) {
        change(token, from, amount.negate());
        change(token, to, amount);
    }

    /** Equal parts, and what does not divide to {@code heir}. With nobody to share among, the heir gets all. */
    void share(Address token, Address from, List<Address> among, BigInteger amount, Address heir) {
        BigInteger rest = amount;
        for (Address one : among) {
            BigInteger part = amount.divide(BigInteger.valueOf(among.size()));
            move(token, from, one, part);
            rest = rest.subtract(part);
        }
        move(token, from, heir, rest);
    }
}

package io.gridwork.model;

import io.gridwork.abi.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The vault: who has how much of which token, what left it, and who lets which contract take from its account. */
public final class Ledger {
    private record Entry(Address token, Address account) {}

    private record Consent(Address account, Address module) {}

    private final Map<Entry, BigInteger> balances = new HashMap<>();
    private final Set<Consent> consents = new LinkedHashSet<>();

    public BigInteger of(Address token, Address account) {
        return balances.getOrDefault(new Entry(token, account), BigInteger.ZERO);
    }

    public void consent(Address account, Address module, boolean given) {
        var consent = new Consent(account, module);
        if (given) consents.add(consent);
        else consents.remove(consent);
    }

    public boolean hasConsented(Address account, Address module) {
        return consents.contains(new Consent(account, module));
    }

    /** What a module needs to take from an account. */
    Rules requirePull(Rules rules, Address token, Address account, Address module, BigInteger amount) {
        return rules.require(hasConsented(account, module), "NoConsent")
                .require(of(token, account).compareTo(amount) >= 0, "InsufficientBalance");
    }

    /** From outside, or to there when negative. */
    public void change(Address token, Address account, BigInteger amount) {
        BigInteger after = of(token, account).add(amount);
        if (after.signum() < 0) throw new IllegalStateException(account + " would have " + after + " of " + token);
        balances.put(new Entry(token, account), after);
    }

    public void move(Address token, Address from, Address to, BigInteger amount) {
        change(token, from, amount.negate());
        change(token, to, amount);
    }

    /** Equal parts, and what does not divide to {@code heir}. With nobody to share among, the heir gets all. */
    public void share(Address token, Address from, List<Address> among, BigInteger amount, Address heir) {
        BigInteger rest = amount;
        for (Address one : among) {
            BigInteger part = amount.divide(BigInteger.valueOf(among.size()));
            move(token, from, one, part);
            rest = rest.subtract(part);
        }
        move(token, from, heir, rest);
    }
}

package io.gridwork.testchain.faults;

import java.util.Optional;
import java.util.Set;

/**
 * A fault, and how it is played.
 *
 * @param after how many requests that the fault concerns are let through first
 * @param methods the methods it is played on; empty for all
 * @param amount how much, in the unit that the fault's line of the catalogue names
 * @param account whose nonce a foreign transaction takes; empty for the account whose nonce was asked for last
 */
public record FaultPlan(
        Fault fault, Rhythm rhythm, int after, Set<String> methods, long amount, Optional<String> account) {

    public FaultPlan {
        methods = Set.copyOf(methods);
        if (after < 0) throw new IllegalArgumentException("after=" + after + " of " + fault.id() + "; use 0 or more");
        if (amount < 0)
            throw new IllegalArgumentException("amount=" + amount + " of " + fault.id() + "; use 0 or more");
    }

    public FaultPlan always() {
        return with(new Rhythm.Always());
    }

    public FaultPlan once() {
        return times(1);
    }

    public FaultPlan times(int times) {
        return with(new Rhythm.Times(times));
    }

    public FaultPlan every(int n) {
        return with(new Rhythm.Every(n));
    }

    public FaultPlan share(double share) {
        return with(new Rhythm.Share(share));
    }

    public FaultPlan with(Rhythm other) {
        return new FaultPlan(fault, other, after, methods, amount, account);
    }

    public FaultPlan after(int requests) {
        return new FaultPlan(fault, rhythm, requests, methods, amount, account);
    }

    public FaultPlan on(String... some) {
        return new FaultPlan(fault, rhythm, after, Set.of(some), amount, account);
    }

    public FaultPlan amount(long other) {
        return new FaultPlan(fault, rhythm, after, methods, other, account);
    }

    public FaultPlan of(String address) {
        return new FaultPlan(fault, rhythm, after, methods, amount, Optional.of(address));
    }

    /**
     * Reads {@code NAME[,SETTING=VALUE…]}, as in {@code lagging,share=0.5,amount=3,on=eth_call+eth_getCode}.
     *
     * @throws IllegalArgumentException naming what is wrong and what there is
     */
    public static FaultPlan parse(String text) {
        String[] parts = text.split(",", -1);
        FaultPlan plan = Fault.named(parts[0]).plan();
        for (int i = 1; i < parts.length; i++) plan = plan.setting(parts[i], text);
        return plan;
    }

    private FaultPlan setting(String part, String text) {
        String[] pair = part.split("=", 2);
        String value = pair.length == 2 ? pair[1] : "";
        try {
            return switch (pair[0]) {
                case "times" -> times(Integer.parseInt(value));
                case "every" -> every(Integer.parseInt(value));
                case "share" -> share(Double.parseDouble(value));
                case "after" -> after(Integer.parseInt(value));
                case "amount" -> amount(Long.parseLong(value));
                case "on" -> on(value.split("\\+", -1));
                case "account" -> of(value);
                default ->
                    throw new IllegalArgumentException("\"" + part + "\" in \"" + text
                            + "\" is no setting; use times, every, share, after, amount, on or account");
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + part + "\" in \"" + text + "\" needs a number", e);
        }
    }
}

package io.gridwork.testchain.faults;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that a node or a provider does wrong, or does oddly. {@link #plan} says how often, for which methods and how much by
 * default; the methods here are short forms for other plans.
 */
public sealed interface Fault
        permits HttpFault, AnswerFault, BatchFault, FieldFault, ViewFault, LimitFault, TransactionFault, NodeFault {

    /** The name of the constant. */
    String name();

    /** The name in commands and documents: {@code truncated-body}. */
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in one line. */
    default String description() {
        return Traits.of(this).description();
    }

    /** Whether only anvil can play it. */
    default boolean needsAnvil() {
        return Traits.of(this).anvil();
    }

    /** What the amount of a plan means for this fault, such as "blocks"; empty where it means nothing. */
    default String unit() {
        return Traits.of(this).unit();
    }

    default FaultPlan plan() {
        return Traits.of(this).plan(this);
    }

    default FaultPlan always() {
        return plan().always();
    }

    default FaultPlan once() {
        return plan().times(1);
    }

    default FaultPlan times(int times) {
        return plan().times(times);
    }

    default FaultPlan every(int n) {
        return plan().every(n);
    }

    default FaultPlan share(double share) {
        return plan().share(share);
    }

    default FaultPlan amount(long amount) {
        return plan().amount(amount);
    }

    default FaultPlan on(String... methods) {
        return plan().on(methods);
    }

    /** The catalogue. */
    static List<Fault> all() {
        return Stream.<Fault[]>of(
                        HttpFault.values(),
                        AnswerFault.values(),
                        BatchFault.values(),
                        FieldFault.values(),
                        ViewFault.values(),
                        LimitFault.values(),
                        TransactionFault.values(),
                        NodeFault.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** @throws IllegalArgumentException with all names, if there is no such fault */
    static Fault named(String id) {
        Map<String, Fault> byId = all().stream().collect(Collectors.toMap(Fault::id, Function.identity()));
        Fault fault = byId.get(id);
        if (fault != null) return fault;
        throw new IllegalArgumentException("no fault is named \"" + id + "\"; use one of "
                + byId.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
}

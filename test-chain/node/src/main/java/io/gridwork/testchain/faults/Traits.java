package io.gridwork.testchain.faults;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A line of the catalogue.
 *
 * @param behaviour makes a new one at each play, because some remember what they have seen
 */
record Traits(
        String description,
        Supplier<Behaviour> behaviour,
        Rhythm rhythm,
        Set<String> methods,
        long amount,
        String unit,
        boolean anvil) {

    static Traits of(String description, Supplier<Behaviour> behaviour) {
        return new Traits(description, behaviour, new Rhythm.Always(), Set.of(), 0, "", false);
    }

    static Traits of(String description, Behaviour behaviour) {
        return of(description, () -> behaviour);
    }

    static Traits of(Fault fault) {
        return switch (fault) {
            case HttpFault f -> f.traits();
            case AnswerFault f -> f.traits();
            case BatchFault f -> f.traits();
            case FieldFault f -> f.traits();
            case ViewFault f -> f.traits();
            case LimitFault f -> f.traits();
            case TransactionFault f -> f.traits();
            case NodeFault f -> f.traits();
        };
    }

    Traits rhythm(Rhythm other) {
        return new Traits(description, behaviour, other, methods, amount, unit, anvil);
    }

    Traits on(String... some) {
        return new Traits(description, behaviour, rhythm, Set.of(some), amount, unit, anvil);
    }

    Traits amount(long usual, String of) {
        return new Traits(description, behaviour, rhythm, methods, usual, of, anvil);
    }

    Traits onAnvil() {
        return new Traits(description, behaviour, rhythm, methods, amount, unit, true);
    }

    FaultPlan plan(Fault fault) {
        return new FaultPlan(fault, rhythm, 0, methods, amount, Optional.empty());
    }
}

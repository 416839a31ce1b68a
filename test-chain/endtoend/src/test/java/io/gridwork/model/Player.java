package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Somebody who does things about jobs, at the right time or not. */
abstract class Player {
    static final Hash32 SALT = Keccak256.hash("salt");
    static final Hash32 TRUTH = Keccak256.hash("truth");
    static final List<Hash32> LIES = List.of(Keccak256.hash("lie"), Keccak256.hash("another lie"));

    final Twin twin;
    final RandomGenerator random;
    private final List<Address> strangers;

    Player(Twin twin, RandomGenerator random, List<Address> strangers) {
        this.twin = twin;
        this.random = random;
        this.strangers = strangers;
    }

    final Action act(
            String function,
            Address caller,
            String contract,
            long at,
            ModelJob job,
            Consumer<Moment> model,
            Object... afterTheOrder) {
        var arguments = new ArrayList<Object>(List.of(twin.orderOf(job)));
        arguments.addAll(List.of(afterTheOrder));
        return new Action(
                function,
                caller,
                at,
                twin.live().contracts().call(contract, function, arguments.toArray()),
                model,
                job);
    }

    /** Mostly in the next seconds; now and then at the deadline to the second, or behind it. */
    final long soon(ModelJob job) {
        long now = twin.live().time() + 1;
        if (chance(2)) return job.deadline + random.nextInt(2);
        return now + random.nextInt(4);
    }

    final Address anybody() {
        return any(strangers);
    }

    final Address orStranger(Address right) {
        return chance(3) ? anybody() : right;
    }

    final boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    final <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

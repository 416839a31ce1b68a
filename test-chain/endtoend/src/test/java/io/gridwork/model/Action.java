package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.chain.Call;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody does, said twice: to the contracts and to the model.
 *
 * @param at Unix seconds of the block it shall be in; later when the chain is later already
 * @param job the job it is about, null for none
 */
record Action(
        String name,
        Address caller,
        long at,
        Call call,
        Consumer<Moment> model,
        @Nullable ModelJob job) {
    @Override
    public String toString() {
        return name + " by " + caller + " at " + at;
    }
}

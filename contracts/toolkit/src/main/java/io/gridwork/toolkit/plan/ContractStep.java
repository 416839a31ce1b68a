package io.gridwork.toolkit.plan;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A contract to be created, or one that is there already.
 *
 * @param name unique in the plan; others refer to it as <code>${name.address}</code>
 * @param artifact which artifact it is made of: a contract name, or {@code path/File.sol:Contract} where names repeat
 * @param arguments of the constructor: a list, or a mapping by parameter name; null for none
 * @param libraries addresses of linked libraries, by library name or {@code path/File.sol:Library}
 * @param value wei sent to the constructor; null for none
 * @param existing address of a contract that this plan only talks with; null for one it creates
 */
public record ContractStep(
        String name,
        String artifact,
        @Nullable Value arguments,
        SequencedMap<String, Value> libraries,
        @Nullable Value value,
        @Nullable Value existing,
        Place place) {

    @Override
    public String toString() {
        return "contract " + name + " (" + place + ")";
    }
}

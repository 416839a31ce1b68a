package io.gridwork.abi;

import com.esaulpaugh.headlong.abi.Event;
import java.util.List;

/** What a log of one event holds. {@code inputs} are in the order of the declaration, indexed ones among them. */
public record EventSchema(String name, List<Parameter> inputs, boolean anonymous) {
    public EventSchema {
        inputs = List.copyOf(inputs);
    }

    static EventSchema of(Event<?> event) {
        return new EventSchema(
                event.getName(),
                AbiType.parametersOf(event.getInputs(), event.getIndexManifest()),
                event.isAnonymous());
    }

    /** Such as {@code Transfer(address,address,uint256)}. */
    public String signature() {
        return name + AbiType.canonical(inputs);
    }

    /** Hash of the signature: the first topic of every log, unless the event is anonymous. */
    public Hash32 topic0() {
        return Keccak256.hash(signature());
    }

    public int indexedCount() {
        return (int) inputs.stream().filter(Parameter::indexed).count();
    }

    /** Topics a log of it has, the signature's included. */
    public int topicCount() {
        return indexedCount() + (anonymous ? 0 : 1);
    }
}

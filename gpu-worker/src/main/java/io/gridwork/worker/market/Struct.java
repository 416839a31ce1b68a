package io.gridwork.worker.market;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.Parameter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** A Solidity struct's values by the names its ABI gives them. */
record Struct(List<Parameter> components, List<AbiValue> values) {

    /** @throws IllegalArgumentException when it is no struct */
    static Struct of(AbiType type, AbiValue value) {
        if (type instanceof AbiType.Tuple(List<Parameter> components)) return new Struct(components, value.toList());
        throw new IllegalArgumentException("no struct but " + type);
    }

    /** The struct that an event's parameter is. */
    static Struct of(EventDecoder.Decoded event, String parameter) {
        for (Parameter input : event.event().inputs()) {
            if (input.name().equals(parameter)) return of(input.type(), event.value(parameter));
        }
        throw new IllegalArgumentException(event.event().signature() + " has no parameter \"" + parameter + "\"");
    }

    AbiValue get(String name) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) return values.get(i);
        }
        throw new IllegalArgumentException("no component \"" + name + "\" among "
                + components.stream().map(Parameter::name).toList() + ": the contracts are of another version");
    }

    long number(String name) {
        return get(name).toLong();
    }

    int small(String name) {
        return Math.toIntExact(number(name));
    }

    BigInteger amount(String name) {
        return get(name).toInteger();
    }

    /** Unix seconds. */
    Instant time(String name) {
        return Instant.ofEpochSecond(Math.min(number(name), Instant.MAX.getEpochSecond()));
    }
}

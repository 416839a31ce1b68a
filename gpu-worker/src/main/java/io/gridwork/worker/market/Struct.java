package io.gridwork.worker.market;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
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

    AbiValue get(String name) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) return values.get(i);
        }
        throw new IllegalArgumentException("no component \"" + name + "\" among "
                + components.stream().map(Parameter::name).toList() + ": the contracts are of another version");
    }

    /** A nested struct. */
    Struct struct(String name) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name))
                return of(components.get(i).type(), values.get(i));
        }
        throw new IllegalArgumentException("no component \"" + name + "\"");
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

package io.gridwork.abi;

import java.util.List;

/** A custom error of a contract. */
public record ErrorSchema(String name, List<Parameter> inputs) {
    public ErrorSchema {
        inputs = List.copyOf(inputs);
    }

    public String signature() {
        return name + AbiType.canonical(inputs);
    }

    /** First four bytes of the signature's hash: what revert data starts with. */
    public Bytes selector() {
        return Keccak256.hash(signature()).toBytes().slice(0, 4);
    }

    /** The error with its values, such as {@code StakeTooLow(required: 5, given: 3)}. */
    String describe(Bytes arguments) throws Malformed {
        List<AbiValue> values = DataReader.readAll(inputs, arguments);
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) text.append(", ");
            String label = inputs.get(i).name();
            if (!label.isEmpty()) text.append(label).append(": ");
            text.append(values.get(i));
        }
        return text.append(')').toString();
    }
}

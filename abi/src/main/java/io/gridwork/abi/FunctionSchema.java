package io.gridwork.abi;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.TupleType;
import java.util.List;
import java.util.Objects;

/** A function: its calls and its results. */
public final class FunctionSchema {
    private final Function function;
    private final List<Parameter> inputs;
    private final List<Parameter> outputs;

    FunctionSchema(Function function) {
        this.function = function;
        this.inputs = parameters(function.getInputs());
        this.outputs = parameters(function.getOutputs());
    }

    private static List<Parameter> parameters(TupleType<?> tuple) {
        return AbiType.parametersOf(tuple, new boolean[tuple.size()]);
    }

    public String name() {
        return Objects.requireNonNullElse(function.getName(), "");
    }

    public List<Parameter> inputs() {
        return inputs;
    }

    public List<Parameter> outputs() {
        return outputs;
    }

    /** {@code pure}, {@code view}, {@code nonpayable} or {@code payable}. */
    public String mutability() {
        return Objects.requireNonNullElse(function.getStateMutability(), "nonpayable");
    }

    /** Such as {@code transfer(address,uint256)}. */
    public String signature() {
        return function.getCanonicalSignature();
    }

    public Bytes selector() {
        return Bytes.wrap(function.selector());
    }

    /**
     * Call data: selector and arguments. For what Java types an argument takes see {@link Arguments}.
     *
     * @throws IllegalArgumentException naming the parameter that an argument does not fit
     */
    public Bytes encode(Object... arguments) {
        return Bytes.wrap(function.encodeCall(Arguments.tuple(signature(), inputs, List.of(arguments)))
                .array());
    }

    /** The arguments that call data of this function holds. @throws IllegalArgumentException when it holds others */
    public List<AbiValue> decodeCall(Bytes call) {
        if (call.size() < Function.SELECTOR_LEN
                || !call.slice(0, Function.SELECTOR_LEN).equals(selector())) {
            throw new IllegalArgumentException("no call of " + signature() + ": it does not start with " + selector());
        }
        return decode("arguments", inputs, call.slice(Function.SELECTOR_LEN, call.size() - Function.SELECTOR_LEN));
    }

    /**
     * Values that {@code eth_call} returned.
     *
     * @throws IllegalArgumentException when they are none of this function's; an empty answer most often means that there
     *     is no contract at the address
     */
    public List<AbiValue> decodeResult(Bytes result) {
        if (result.isEmpty() && !outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    signature() + " returned nothing: is there a contract of this kind at the address?");
        }
        return decode("result", outputs, result);
    }

    private List<AbiValue> decode(String what, List<Parameter> parameters, Bytes data) {
        try {
            return DataReader.readAll(parameters, data);
        } catch (Malformed malformed) {
            throw new IllegalArgumentException(
                    "not the " + what + " of " + signature() + ": " + malformed.reason(), malformed);
        }
    }

    @Override
    public String toString() {
        return signature();
    }
}

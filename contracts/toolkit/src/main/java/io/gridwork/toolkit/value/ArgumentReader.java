package io.gridwork.toolkit.value;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.abi.Parameter;
import io.gridwork.abi.Uint256;
import io.gridwork.toolkit.plan.Invocation;
import io.gridwork.toolkit.plan.Place;
import io.gridwork.toolkit.plan.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan's values as the ABI's types want them. */
public final class ArgumentReader {
    private final Scope scope;
    private final Function<String, ContractAbi> abiOf;

    /** @param abiOf the ABI of a contract of the plan, by its name there */
    public ArgumentReader(Scope scope, Function<String, ContractAbi> abiOf) {
        this.scope = scope;
        this.abiOf = abiOf;
    }

    /** The constructor's arguments, encoded. @throws io.gridwork.toolkit.ToolkitException naming place, argument and value */
    public Bytes constructor(ContractAbi abi, String what, @Nullable Value arguments, Place place) {
        Object[] values =
                arguments(what, abi.constructorInputs(), arguments, place).toArray();
        return fitting(place, what, () -> abi.encodeConstructor(values));
    }

    /** Call data. @throws io.gridwork.toolkit.ToolkitException naming place, function, argument and value */
    public Bytes call(Invocation call) {
        FunctionSchema function = function(call);
        Object[] values = arguments(call.toString(), function.inputs(), call.arguments(), call.place())
                .toArray();
        return fitting(call.place(), call.toString(), () -> function.encode(values));
    }

    /** The function that is called. @throws io.gridwork.toolkit.ToolkitException if its contract has no such function */
    public FunctionSchema function(Invocation call) {
        return fitting(
                call.place(),
                call.toString(),
                () -> abiOf.apply(call.contract()).function(call.function()));
    }

    public Address address(Value value) {
        return address("it", value);
    }

    /** @param what the value is called in an error */
    public Address address(String what, Value value) {
        return (Address) one(what, new AbiType.AddressType(), scope.expand(value));
    }

    /** An amount of wei. */
    public Uint256 wei(@Nullable Value value) {
        if (value == null) return Uint256.ZERO;
        Value expanded = scope.expand(value);
        BigInteger amount = (BigInteger) one("it", new AbiType.Uint(256), expanded);
        return fitting(value.place(), "an amount", () -> Uint256.of(amount));
    }

    /** A value whose placeholders are replaced, of one type, for {@link Answers}. */
    Object read(String what, AbiType type, Value expanded) {
        return one(what, type, expanded);
    }

    Value expand(Value value) {
        return scope.expand(value);
    }

    private List<Object> arguments(String what, List<Parameter> parameters, @Nullable Value given, Place place) {
        if (given == null) return listed(what, parameters, List.of(), place);
        return components(what, parameters, scope.expand(given));
    }

    private List<Object> components(String what, List<Parameter> parameters, Value given) {
        return switch (given) {
            case Value.Sequence(List<Value> elements, Place place) -> listed(what, parameters, elements, place);
            case Value.Mapping(SequencedMap<String, Value> fields, Place place) ->
                listed(what, parameters, inOrder(what, parameters, fields, place), place);
            case Value.Nothing(Place place) -> listed(what, parameters, List.of(), place);
            case Value.Text text -> throw misfit(what + signature(parameters), "a list or a mapping", text);
        };
    }

    private static List<Value> inOrder(
            String what, List<Parameter> parameters, SequencedMap<String, Value> fields, Place place) {
        List<String> names = parameters.stream().map(ArgumentReader::nameOf).toList();
        for (String name : fields.keySet()) {
            if (!names.contains(name))
                throw place.error(what + " has no \"" + name + "\"; it takes " + signature(parameters));
        }
        List<Value> values = new ArrayList<>();
        for (String name : names) {
            Value value = fields.get(name);
            if (value == null)
                throw place.error(what + ": \"" + name + "\" is not given; it takes " + signature(parameters));
            values.add(value);
        }
        return values;
    }

    private List<Object> listed(String what, List<Parameter> parameters, List<Value> values, Place place) {
        if (values.size() != parameters.size()) {
            throw place.error(what + " takes " + parameters.size() + " values " + signature(parameters)
                    + ", and is given " + values.size());
        }
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Parameter parameter = parameters.get(i);
            read.add(one(what + ", " + nameOf(parameter), parameter.type(), values.get(i)));
        }
        return read;
    }

    private Object one(String what, AbiType type, Value value) {
        return switch (type) {
            case AbiType.Tuple(List<Parameter> components) -> components(what, components, value);
            case AbiType.Array(AbiType element, int _) -> elements(what, element, value);
            case AbiType.DynamicBytes() when value instanceof Value.Mapping -> call(Invocation.of(value));
            default -> scalar(what, type, value);
        };
    }

    private List<Object> elements(String what, AbiType element, Value value) {
        if (!(value instanceof Value.Sequence(List<Value> elements, Place _))) throw misfit(what, "a list", value);
        List<Object> read = new ArrayList<>();
        for (Value each : elements) read.add(one(what + "[" + read.size() + "]", element, each));
        return read;
    }

    private static Object scalar(String what, AbiType type, Value value) {
        if (!(value instanceof Value.Text(String text, Place place))) throw misfit(what, type.canonical(), value);
        return fitting(place, what + " (" + type.canonical() + ")", () -> switch (type) {
            case AbiType.Uint _, AbiType.Int _ -> Literal.integer(text);
            case AbiType.AddressType _ -> Address.parse(text);
            case AbiType.FixedBytes _, AbiType.DynamicBytes _ -> Literal.bytes(text);
            default -> text;
        });
    }

    private static <T> T fitting(Place place, String what, java.util.function.Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException misfit) {
            throw place.error(what + ": " + misfit.getMessage(), misfit);
        }
    }

    private static io.gridwork.toolkit.ToolkitException misfit(String what, String wanted, Value value) {
        return value.place().error(what + " is " + wanted + ", and is given \"" + value + "\"");
    }

    /** Solidity's convention for a parameter that would hide a function: {@code owner_}. Plans say {@code owner}. */
    static String nameOf(Parameter parameter) {
        String name = parameter.name();
        String bare = name.startsWith("_") ? name.substring(1) : name;
        return bare.endsWith("_") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String signature(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.type().canonical() + " " + nameOf(parameter))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}

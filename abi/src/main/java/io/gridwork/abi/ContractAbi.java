package io.gridwork.abi;

import com.esaulpaugh.headlong.abi.ABIJSON;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.TupleType;
import com.esaulpaugh.headlong.abi.TypeEnum;
import java.util.List;
import java.util.stream.Collectors;

/** What a contract can be asked and what it says: its ABI. {@code constructorInputs} is empty where none is declared. */
public record ContractAbi(
        List<EventSchema> events,
        List<FunctionSchema> functions,
        List<ErrorSchema> errors,
        List<Parameter> constructorInputs) {
    public ContractAbi {
        events = List.copyOf(events);
        functions = List.copyOf(functions);
        errors = List.copyOf(errors);
        constructorInputs = List.copyOf(constructorInputs);
    }

    /**
     * From the ABI's JSON array, as compilers write it. An artifact {@code {"abi": […]}} must be opened first.
     *
     * @throws IllegalArgumentException when it is no ABI, saying where
     */
    public static ContractAbi parse(String json) {
        try {
            List<Function> functions = ABIJSON.parseFunctions(json);
            return new ContractAbi(
                    ABIJSON.parseEvents(json).stream().map(EventSchema::of).toList(),
                    functions.stream()
                            .filter(function -> function.getType() == TypeEnum.FUNCTION)
                            .map(FunctionSchema::new)
                            .toList(),
                    ABIJSON.parseErrors(json).stream()
                            .map(error -> new ErrorSchema(error.getName(), plain(error.getInputs())))
                            .toList(),
                    functions.stream()
                            .filter(function -> function.getType() == TypeEnum.CONSTRUCTOR)
                            .map(constructor -> plain(constructor.getInputs()))
                            .findFirst()
                            .orElse(List.of()));
        } catch (RuntimeException malformed) { // the JSON reader inside headlong declares no narrower type
            String start = json.length() <= 80 ? json : json.substring(0, 80) + "…";
            throw new IllegalArgumentException(
                    "not the JSON array of a contract's ABI (" + malformed.getMessage() + "): " + start, malformed);
        }
    }

    private static List<Parameter> plain(TupleType<?> inputs) {
        return AbiType.parametersOf(inputs, new boolean[inputs.size()]);
    }

    /** The event of that name. @throws IllegalArgumentException when there is none, or there are overloads */
    public EventSchema event(String name) {
        return single(
                "event",
                name,
                events.stream()
                        .filter(e -> e.name().equals(name) || e.signature().equals(name))
                        .toList(),
                events.stream().map(EventSchema::signature).toList());
    }

    /** The function of that name or full signature. @throws IllegalArgumentException when there is none, or several */
    public FunctionSchema function(String name) {
        return single(
                "function",
                name,
                functions.stream()
                        .filter(f -> f.name().equals(name) || f.signature().equals(name))
                        .toList(),
                functions.stream().map(FunctionSchema::signature).toList());
    }

    private static <T> T single(String kind, String name, List<T> found, List<String> all) {
        if (found.size() == 1) return found.getFirst();
        String problem = found.isEmpty()
                ? "the ABI has no " + kind + " "
                : "the ABI has " + found.size() + " of the " + kind + " ";
        throw new IllegalArgumentException(
                problem + name + "; ask for one of " + all.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** Arguments of the constructor, encoded to be appended to the creation bytecode. */
    public Bytes encodeConstructor(Object... arguments) {
        TupleType<com.esaulpaugh.headlong.abi.Tuple> type = TupleType.parse(AbiType.canonical(constructorInputs));
        return Bytes.wrap(type.encode(Arguments.tuple("constructor", constructorInputs, List.of(arguments)))
                .array());
    }

    public EventDecoder eventDecoder() {
        return new EventDecoder(events);
    }

    public ErrorDecoder errorDecoder() {
        return new ErrorDecoder(errors);
    }
}

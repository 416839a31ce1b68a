package io.gridwork.abi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Revert data to a message for people: {@code require} texts, panics, and the custom errors of known contracts. */
public final class ErrorDecoder {
    /** Knows {@code require} texts and panics only. */
    public static final ErrorDecoder BUILT_IN = new ErrorDecoder(List.of());

    private static final Bytes ERROR = Bytes.parse("0x08c379a0");
    private static final Bytes PANIC = Bytes.parse("0x4e487b71");
    private static final List<Parameter> ERROR_INPUTS = List.of(new Parameter("reason", new AbiType.Text(), false));
    private static final List<Parameter> PANIC_INPUTS = List.of(new Parameter("code", new AbiType.Uint(256), false));

    private final Map<Bytes, ErrorSchema> errors = new HashMap<>();

    public ErrorDecoder(Collection<ErrorSchema> known) {
        for (ErrorSchema error : known) {
            errors.putIfAbsent(error.selector(), error);
        }
    }

    /** What the contract said when it reverted, fit for a message. Never throws: unknown data is shown as it is. */
    public String describe(Bytes revertData) {
        return PlainText.of(words(revertData), PlainText.MESSAGE);
    }

    private String words(Bytes revertData) {
        if (revertData.isEmpty()) return "no reason given";
        if (revertData.size() < 4) return "unknown error " + revertData;
        Bytes selector = revertData.slice(0, 4);
        Bytes arguments = revertData.slice(4, revertData.size() - 4);
        ErrorSchema error = errors.get(selector);
        try {
            if (selector.equals(ERROR)) {
                return DataReader.readAll(ERROR_INPUTS, arguments).getFirst().toString();
            }
            if (selector.equals(PANIC)) {
                return panic(
                        DataReader.readAll(PANIC_INPUTS, arguments).getFirst().toUint());
            }
            return error == null ? "unknown error " + revertData : error.describe(arguments);
        } catch (Malformed malformed) {
            return "malformed error " + revertData + ": " + malformed.reason();
        }
    }

    /** Codes: docs.soliditylang.org, "Panic via assert and Error via require". */
    private static String panic(Uint256 code) {
        String meaning = switch (code.toString()) {
            case "0" -> "compiler-inserted panic";
            case "1" -> "assertion failed";
            case "17" -> "arithmetic overflow or underflow";
            case "18" -> "division by zero";
            case "33" -> "value outside its enum";
            case "34" -> "storage byte array badly encoded";
            case "49" -> "pop on an empty array";
            case "50" -> "array index out of bounds";
            case "65" -> "out of memory";
            case "81" -> "call of an uninitialised function";
            default -> "unknown";
        };
        return "panic " + code.toQuantity() + ": " + meaning;
    }
}

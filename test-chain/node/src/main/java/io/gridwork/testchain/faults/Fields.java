package io.gridwork.testchain.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells the objects of the Ethereum API apart by their fields, and changes these. */
final class Fields {

    static final Set<String> QUANTITIES = Set.of(
            "number",
            "timestamp",
            "blockNumber",
            "blockTimestamp",
            "transactionIndex",
            "logIndex",
            "gasUsed",
            "cumulativeGasUsed",
            "effectiveGasPrice",
            "baseFeePerGas",
            "gasLimit",
            "status",
            "type",
            "gas",
            "gasPrice",
            "maxFeePerGas",
            "maxPriorityFeePerGas");

    static final Set<String> UNREAD = Set.of(
            "size",
            "difficulty",
            "totalDifficulty",
            "blobGasUsed",
            "excessBlobGas",
            "blobGasPrice",
            "yParity",
            "v",
            "chainId");

    private Fields() {}

    static boolean isReceipt(Map<?, ?> object) {
        return object.containsKey("cumulativeGasUsed");
    }

    static boolean isReceiptOfCall(Map<?, ?> object) {
        return isReceipt(object) && object.get("to") != null;
    }

    static boolean isLog(Map<?, ?> object) {
        return object.containsKey("topics") && object.containsKey("logIndex");
    }

    static boolean isTransaction(Map<?, ?> object) {
        return object.containsKey("input") && object.containsKey("hash");
    }

    static boolean isBlock(Map<?, ?> object) {
        return object.containsKey("parentHash");
    }

    static void numbers(Map<String, @Nullable Object> object, Set<String> fields) {
        replaced(object, fields, n -> n);
    }

    static void replaced(Map<String, @Nullable Object> object, Set<String> fields, LongFunction<Object> change) {
        object.replaceAll((name, value) -> {
            long number = fields.contains(name) ? Trees.quantity(value) : -1;
            return number < 0 ? value : change.apply(number);
        });
    }

    static void dataForInput(Map<String, @Nullable Object> transaction) {
        transaction.put("data", transaction.remove("input"));
    }

    static Call withoutInput(Call call) {
        if (!(call.param(0) instanceof Map<?, ?> transaction) || !transaction.containsKey("input")) return call;
        var copy = Trees.copy(transaction);
        copy.remove("input");
        return call.withParam(0, copy);
    }

    static void extra(Map<String, @Nullable Object> object) {
        object.put("l1Fee", "0x");
        object.put("zzUnknown", List.of(Map.of("deep", -1.5e300), "\u0000\uD83D\uDE00", false));
        object.put("", null);
    }

    /** Every string of a tree. */
    static @Nullable Object strings(@Nullable Object tree, UnaryOperator<String> change) {
        return switch (tree) {
            case String text -> change.apply(text);
            case Map<?, ?> object -> {
                var copy = Trees.copy(object);
                copy.replaceAll((_, value) -> strings(value, change));
                yield copy;
            }
            case List<?> items -> {
                var copy = new ArrayList<@Nullable Object>();
                for (Object item : items) copy.add(strings(item, change));
                yield copy;
            }
            case null, default -> tree;
        };
    }

    static String upperCase(String text) {
        return text.startsWith("0x") ? "0x" + text.substring(2).toUpperCase(Locale.ROOT) : text;
    }

    static Answer logIndexPerTransaction(Answer answer) {
        var next = new HashMap<@Nullable Object, Integer>();
        return answer.withResult(Trees.changed(answer.result(), Fields::isLog, log -> {
            int index = next.merge(log.get("transactionHash"), 1, Integer::sum) - 1;
            log.put("logIndex", Trees.hex(index));
        }));
    }
}

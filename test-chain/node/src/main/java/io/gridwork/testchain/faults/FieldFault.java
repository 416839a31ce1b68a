package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.Behaviour.onAnswer;
import static io.gridwork.testchain.faults.Behaviour.onCall;
import static io.gridwork.testchain.faults.Behaviour.onObjects;

/** Odd fields of honest answers, as real nodes give them. All but {@link #RECEIPT_WITHOUT_STATUS} say what the node said. */
public enum FieldFault implements Fault {
    RECEIPT_ROOT_EMPTY,
    RECEIPT_PRICE_NAN,
    RECEIPT_WITHOUT_PRICE,
    RECEIPT_WITHOUT_STATUS,
    RECEIPT_WITHOUT_TYPE,
    CONTRACT_ADDRESS_EMPTY,
    CONTRACT_ADDRESS_NULL,
    CONTRACT_ADDRESS_ABSENT,
    NUMBERS_FOR_HEX,
    NUMBERS_IN_UNREAD_FIELDS,
    DATA_FOR_INPUT,
    INPUT_IGNORED,
    EXTRA_FIELDS,
    UPPER_CASE_HEX,
    PADDED_QUANTITIES,
    BLOCK_TIMESTAMP_MISSING,
    BLOCK_TIMESTAMP_ZERO,
    LOG_REMOVED_MISSING,
    LOG_INDEX_PER_TRANSACTION,
    LOGS_BLOOM_MISSING;

    Traits traits() {
        return switch (this) {
            case RECEIPT_ROOT_EMPTY ->
                Traits.of("receipts have root: \"0x\"", onObjects(Fields::isReceipt, o -> o.put("root", "0x")));
            case RECEIPT_PRICE_NAN ->
                Traits.of(
                        "receipts have effectiveGasPrice: \"0xNaN\"",
                        onObjects(Fields::isReceipt, o -> o.put("effectiveGasPrice", "0xNaN")));
            case RECEIPT_WITHOUT_PRICE ->
                Traits.of(
                        "receipts lack effectiveGasPrice",
                        onObjects(Fields::isReceipt, o -> o.remove("effectiveGasPrice")));
            case RECEIPT_WITHOUT_STATUS ->
                Traits.of("receipts lack status", onObjects(Fields::isReceipt, o -> o.remove("status")));
            case RECEIPT_WITHOUT_TYPE ->
                Traits.of("receipts lack type", onObjects(Fields::isReceipt, o -> o.remove("type")));
            case CONTRACT_ADDRESS_EMPTY ->
                Traits.of(
                        "receipts that deploy nothing have contractAddress: \"0x\"",
                        onObjects(Fields::isReceiptOfCall, o -> o.put("contractAddress", "0x")));
            case CONTRACT_ADDRESS_NULL ->
                Traits.of(
                        "receipts that deploy nothing have contractAddress: null",
                        onObjects(Fields::isReceiptOfCall, o -> o.put("contractAddress", null)));
            case CONTRACT_ADDRESS_ABSENT ->
                Traits.of(
                        "receipts that deploy nothing lack contractAddress",
                        onObjects(Fields::isReceiptOfCall, o -> o.remove("contractAddress")));
            case NUMBERS_FOR_HEX ->
                Traits.of(
                        "quantities of blocks, transactions, receipts and logs are JSON numbers",
                        onObjects(_ -> true, o -> Fields.numbers(o, Fields.QUANTITIES)));
            case NUMBERS_IN_UNREAD_FIELDS ->
                Traits.of(
                        "quantities that nobody needs, such as size and difficulty, are JSON numbers",
                        onObjects(_ -> true, o -> Fields.numbers(o, Fields.UNREAD)));
            case DATA_FOR_INPUT ->
                Traits.of(
                        "transactions have data in place of input",
                        onObjects(Fields::isTransaction, Fields::dataForInput));
            case INPUT_IGNORED ->
                Traits.of(
                                "in requests the node reads data and knows no input, as old nodes",
                                onCall((call, _, next) -> next.apply(Fields.withoutInput(call))))
                        .on("eth_call", "eth_estimateGas");
            case EXTRA_FIELDS ->
                Traits.of("each object has fields that nobody knows", onObjects(_ -> true, Fields::extra));
            case UPPER_CASE_HEX ->
                Traits.of(
                        "hex digits are upper case",
                        onAnswer(answer -> answer.withResult(Fields.strings(answer.result(), Fields::upperCase))));
            case PADDED_QUANTITIES ->
                Traits.of(
                        "quantities have leading zeros",
                        onObjects(
                                _ -> true,
                                o -> Fields.replaced(o, Fields.QUANTITIES, n -> "0x0" + Long.toHexString(n))));
            case BLOCK_TIMESTAMP_MISSING ->
                Traits.of(
                        "logs, receipts and transactions lack blockTimestamp",
                        onObjects(_ -> true, o -> o.remove("blockTimestamp")));
            case BLOCK_TIMESTAMP_ZERO ->
                Traits.of(
                        "logs have blockTimestamp: \"0x0\"",
                        onObjects(Fields::isLog, o -> o.put("blockTimestamp", "0x0")));
            case LOG_REMOVED_MISSING ->
                Traits.of("logs lack removed", onObjects(Fields::isLog, o -> o.remove("removed")));
            case LOG_INDEX_PER_TRANSACTION ->
                Traits.of("logIndex begins anew in each transaction", onAnswer(Fields::logIndexPerTransaction))
                        .on("eth_getLogs", "eth_getTransactionReceipt", "eth_getBlockReceipts");
            case LOGS_BLOOM_MISSING ->
                Traits.of("blocks and receipts lack logsBloom", onObjects(_ -> true, o -> o.remove("logsBloom")));
        };
    }
}

package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.Behaviour.error;

/** Faults on the way of a transaction to the node. All are met by {@code eth_sendRawTransaction}. */
public enum TransactionFault implements Fault {
    TRANSACTION_DROPPED,
    TRANSACTION_TAKEN_WITH_ERROR,
    TRANSACTION_ALREADY_KNOWN,
    TRANSACTION_TAKEN_WITH_RESET,
    TRANSACTION_TAKEN_WITH_NULL,
    NONCE_TOO_LOW,
    NONCE_TOO_HIGH,
    REPLACEMENT_UNDERPRICED,
    FEE_TOO_LOW,
    GAS_PRICE_TOO_LOW,
    POOL_FULL,
    INSUFFICIENT_FUNDS;

    Traits traits() {
        return line().on("eth_sendRawTransaction");
    }

    private Traits line() {
        return switch (this) {
            case TRANSACTION_DROPPED ->
                Traits.of(
                        "the answer is a hash, and the transaction never comes to the node",
                        Behaviour.onCall(TransactionPlays::dropped));
            case TRANSACTION_TAKEN_WITH_ERROR ->
                Traits.of(
                        "the node takes the transaction, and the answer is -32603; sent again it is \"already known\"",
                        TransactionPlays::takenWithError);
            case TRANSACTION_ALREADY_KNOWN ->
                Traits.of(
                        "the node takes the transaction, and the answer is \"already known\", as when a balancer sends twice",
                        Behaviour.onCall(TransactionPlays::alreadyKnown));
            case TRANSACTION_TAKEN_WITH_RESET ->
                Traits.of(
                        "the node takes the transaction, and the connection is reset after the head of the answer",
                        Behaviour.onRequest((_, _, honest) -> TransactionPlays.takenWithReset(honest)));
            case TRANSACTION_TAKEN_WITH_NULL ->
                Traits.of(
                        "the node takes the transaction, and the answer is null",
                        Behaviour.onAnswer(answer -> answer.withResult(null)));
            case NONCE_TOO_LOW ->
                Traits.of("error -32000 nonce too low, without asking the node", error(-32000, "nonce too low"));
            case NONCE_TOO_HIGH ->
                Traits.of("error -32000 nonce too high, without asking the node", error(-32000, "nonce too high"));
            case REPLACEMENT_UNDERPRICED ->
                Traits.of(
                        "error -32000 replacement transaction underpriced, without asking the node",
                        error(-32000, "replacement transaction underpriced"));
            case FEE_TOO_LOW ->
                Traits.of(
                        "error -32000 max fee per gas less than block base fee, without asking the node",
                        error(-32000, "max fee per gas less than block base fee"));
            case GAS_PRICE_TOO_LOW ->
                Traits.of(
                        "error -32009 Gas price below configured minimum gas price, as Besu",
                        error(-32009, "Gas price below configured minimum gas price"));
            case POOL_FULL ->
                Traits.of("error -32000 txpool is full, without asking the node", error(-32000, "txpool is full"));
            case INSUFFICIENT_FUNDS ->
                Traits.of(
                        "error -32000 insufficient funds for gas * price + value, without asking the node",
                        error(-32000, "insufficient funds for gas * price + value"));
        };
    }
}

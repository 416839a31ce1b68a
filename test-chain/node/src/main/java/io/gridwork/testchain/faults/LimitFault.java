package io.gridwork.testchain.faults;

/** Refusals of requests that ask for too much, in the words of several providers. A client has to ask for less. */
public enum LimitFault implements Fault {
    LOGS_RANGE_LIMIT,
    LOGS_RANGE_LIMIT_UNTOLD,
    LOGS_RESULT_LIMIT,
    RESPONSE_SIZE_LIMIT,
    LOGS_TIMEOUT,
    ADDRESS_LIMIT,
    TRANSACTION_GAS_CAP,
    BLOCK_GAS_LIMIT;

    Traits traits() {
        return switch (this) {
            case LOGS_RANGE_LIMIT ->
                Traits.of(
                                "eth_getLogs above a number of blocks is refused, in the words of a provider drawn by seed",
                                LimitPlays::range)
                        .amount(10, "blocks")
                        .on("eth_getLogs");
            case LOGS_RANGE_LIMIT_UNTOLD ->
                Traits.of(
                                "eth_getLogs above a number of blocks is refused in words that nobody knows",
                                LimitPlays.untoldRange())
                        .amount(10, "blocks")
                        .on("eth_getLogs");
            case LOGS_RESULT_LIMIT ->
                Traits.of(
                                "eth_getLogs that finds more logs is refused, in the words of a provider drawn by seed",
                                LimitPlays::results)
                        .amount(10, "logs")
                        .on("eth_getLogs");
            case RESPONSE_SIZE_LIMIT ->
                Traits.of("a larger answer is refused, in the words of a provider drawn by seed", LimitPlays::size)
                        .amount(4096, "bytes");
            case LOGS_TIMEOUT ->
                Traits.of("eth_getLogs over more blocks takes too long, says an error", LimitPlays.timeout())
                        .amount(10, "blocks")
                        .on("eth_getLogs");
            case ADDRESS_LIMIT ->
                Traits.of("eth_getLogs with more addresses is refused", Behaviour.onCall(LimitPlays::addresses))
                        .amount(5, "addresses")
                        .on("eth_getLogs");
            case TRANSACTION_GAS_CAP ->
                Traits.of("a transaction with more gas is refused (EIP-7825)", Behaviour.onCall(LimitPlays::gasCap))
                        .amount(16_777_216, "gas")
                        .on("eth_sendRawTransaction", "eth_estimateGas", "eth_call");
            case BLOCK_GAS_LIMIT ->
                Traits.of(
                                "blocks say a lower gas limit, and a transaction above it is refused",
                                Behaviour.onCall(LimitPlays::blockGas))
                        .amount(10_000_000, "gas");
        };
    }
}

package io.gridwork.testchain.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How the faults of {@link NodeFault} are played. */
final class NodePlays {

    private static final Set<String> UNKNOWN_TO_LEGACY =
            Set.of("eth_maxPriorityFeePerGas", "eth_feeHistory", "eth_blobBaseFee");

    /** So high that no honest transaction replaces it. */
    private static final String FOREIGN_FEE = "0x174876e800";

    private NodePlays() {}

    /** Whether there was a block to replace: the first one stays. */
    static boolean reorg(Scene scene) {
        long depth = Math.min(scene.amount(), scene.node().head());
        if (depth < 1) return false;
        scene.node().call("anvil_reorg", depth, List.of());
        return true;
    }

    static boolean loseTheirPool(Scene scene) {
        scene.node().call("anvil_dropAllTransactions");
        return true;
    }

    /** Nothing happens before an account is known. */
    static boolean foreignTransaction(Scene scene) {
        Optional<String> account = scene.account();
        if (account.isEmpty()) return false;
        scene.node().call("anvil_impersonateAccount", account.get());
        try {
            scene.node()
                    .call(
                            "eth_sendTransaction",
                            Map.of(
                                    "from",
                                    account.get(),
                                    "to",
                                    account.get(),
                                    "nonce",
                                    scene.node().call("eth_getTransactionCount", account.get(), "latest") + "",
                                    "gas",
                                    "0x5208",
                                    "maxFeePerGas",
                                    FOREIGN_FEE,
                                    "maxPriorityFeePerGas",
                                    FOREIGN_FEE));
        } finally {
            scene.node().call("anvil_stopImpersonatingAccount", account.get());
        }
        return true;
    }

    static boolean raiseBaseFee(Scene scene) {
        scene.node().call("anvil_setNextBlockBaseFeePerGas", Trees.hex(baseFee(scene) * scene.amount()));
        return true;
    }

    static Runnable stopMining(Scene scene) {
        // anvil does not tell how long an interval below a second is, nor whether it mines transactions at once
        // besides.
        if (scene.node().call("anvil_getIntervalMining") != null)
            throw new IllegalArgumentException("mines-on-demand cannot be undone on "
                    + scene.node().url() + ", which mines at intervals; start the chain without a block time");
        boolean automatic = Boolean.TRUE.equals(scene.node().call("anvil_getAutomine"));
        scene.node().call("evm_setAutomine", false);
        return () -> scene.node().call("evm_setAutomine", automatic);
    }

    static Runnable freeGas(Scene scene) {
        long before = baseFee(scene);
        scene.node().call("anvil_setNextBlockBaseFeePerGas", "0x0");
        // The newest block says what gas costs, and it has to say so at once.
        scene.node().call("anvil_mine", "0x1");
        return () -> {
            scene.node().call("anvil_setNextBlockBaseFeePerGas", Trees.hex(before));
            scene.node().call("anvil_mine", "0x1");
        };
    }

    static Answer free(Call call, Scene scene, Function<Call, Answer> next) {
        return switch (call.method()) {
            case "eth_gasPrice", "eth_maxPriorityFeePerGas" -> next.apply(call).withResult("0x0");
            default -> next.apply(call);
        };
    }

    private static long baseFee(Scene scene) {
        return scene.node().call("eth_getBlockByNumber", "latest", false) instanceof Map<?, ?> block
                ? Trees.quantity(block.get("baseFeePerGas"))
                : 0;
    }

    static Answer legacy(Call call, Scene scene, Function<Call, Answer> next) {
        if (UNKNOWN_TO_LEGACY.contains(call.method())) return AnswerPlays.notFound(call);
        boolean typed = call.method().equals("eth_sendRawTransaction")
                && RawTransaction.parse(String.valueOf(call.param(0)))
                        .filter(transaction -> transaction.type() != 0)
                        .isPresent();
        if (typed) return Answer.error(call, -32000, "transaction type not supported");
        Answer answer = next.apply(call);
        return answer.withResult(
                Trees.changed(answer.result(), Fields::isBlock, block -> block.remove("baseFeePerGas")));
    }
}

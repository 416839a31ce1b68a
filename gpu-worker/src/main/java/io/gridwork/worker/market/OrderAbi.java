package io.gridwork.worker.market;

import io.gridwork.contracts.JobOrder;
import java.util.List;

/** The struct {@code JobOrder} as calls take it and events tell it. */
public final class OrderAbi {
    private OrderAbi() {}

    public static List<Object> argument(JobOrder order) {
        return List.of(
                order.requester(),
                order.nonce(),
                order.specHash(),
                order.token(),
                order.maxPrice(),
                order.bond(),
                order.startPriceBps(),
                order.maxFeeBps(),
                order.n(),
                order.k(),
                order.nodeClass(),
                order.units(),
                order.claimWindow(),
                order.workWindow(),
                order.revealWindow(),
                order.challengeWindow(),
                order.postUntil());
    }

    /** @throws IllegalArgumentException when no market would have taken such an order */
    static JobOrder read(Struct order) {
        return new JobOrder(
                order.get("requester").toAddress(),
                order.amount("nonce"),
                order.get("specHash").toHash(),
                order.get("token").toAddress(),
                order.amount("maxPrice"),
                order.amount("bond"),
                order.small("startPriceBps"),
                order.small("maxFeeBps"),
                order.small("n"),
                order.small("k"),
                order.small("nodeClass"),
                order.number("units"),
                order.number("claimWindow"),
                order.number("workWindow"),
                order.number("revealWindow"),
                order.number("challengeWindow"),
                order.number("postUntil"));
    }
}

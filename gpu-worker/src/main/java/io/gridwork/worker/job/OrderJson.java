package io.gridwork.worker.job;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobOrder;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A job's order as JSON, for people who look into a journal or a file. Numbers wider than 64 bits are strings. */
public final class OrderJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private OrderJson() {}

    public static ObjectNode write(JobOrder order) {
        return JSON.createObjectNode()
                .put("requester", order.requester().hex())
                .put("nonce", order.nonce().toString())
                .put("specHash", order.specHash().hex())
                .put("token", order.token().hex())
                .put("maxPrice", order.maxPrice().toString())
                .put("bond", order.bond().toString())
                .put("startPriceBps", order.startPriceBps())
                .put("maxFeeBps", order.maxFeeBps())
                .put("n", order.n())
                .put("k", order.k())
                .put("nodeClass", order.nodeClass())
                .put("units", order.units())
                .put("claimWindow", order.claimWindow())
                .put("workWindow", order.workWindow())
                .put("revealWindow", order.revealWindow())
                .put("challengeWindow", order.challengeWindow())
                .put("postUntil", order.postUntil());
    }

    /**
     * @throws IllegalArgumentException naming a field that is out of range
     * @throws tools.jackson.core.JacksonException naming a field that is missing
     */
    public static JobOrder read(JsonNode json) {
        return new JobOrder(
                Address.parse(json.required("requester").asString()),
                new BigInteger(json.required("nonce").asString()),
                Hash32.parse(json.required("specHash").asString()),
                Address.parse(json.required("token").asString()),
                new BigInteger(json.required("maxPrice").asString()),
                new BigInteger(json.required("bond").asString()),
                json.required("startPriceBps").asInt(),
                json.required("maxFeeBps").asInt(),
                json.required("n").asInt(),
                json.required("k").asInt(),
                json.required("nodeClass").asInt(),
                json.required("units").asLong(),
                json.required("claimWindow").asLong(),
                json.required("workWindow").asLong(),
                json.required("revealWindow").asLong(),
                json.required("challengeWindow").asLong(),
                json.required("postUntil").asLong());
    }
}

package io.gridwork.worker.journal;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobTerms;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job's terms as JSON, so that whoever opens the journal with a SQL tool can read them. Amounts are strings. */
final class TermsJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TermsJson() {}

    static String write(JobTerms terms) {
        return JSON.createObjectNode()
                .put("token", terms.token().hex())
                .put("maxPrice", terms.maxPrice().toString())
                .put("bond", terms.bond().toString())
                .put("startPriceBps", terms.startPriceBps())
                .put("n", terms.n())
                .put("k", terms.k())
                .put("nodeClass", terms.nodeClass())
                .put("claimWindow", terms.claimWindow())
                .put("workWindow", terms.workWindow())
                .put("revealWindow", terms.revealWindow())
                .put("challengeWindow", terms.challengeWindow())
                .toString();
    }

    static JobTerms read(String text) {
        JsonNode json = JSON.readTree(text);
        return new JobTerms(
                Address.parse(json.required("token").asString()),
                new BigInteger(json.required("maxPrice").asString()),
                new BigInteger(json.required("bond").asString()),
                json.required("startPriceBps").asInt(),
                json.required("n").asInt(),
                json.required("k").asInt(),
                json.required("nodeClass").asInt(),
                json.required("claimWindow").asLong(),
                json.required("workWindow").asLong(),
                json.required("revealWindow").asLong(),
                json.required("challengeWindow").asLong());
    }
}

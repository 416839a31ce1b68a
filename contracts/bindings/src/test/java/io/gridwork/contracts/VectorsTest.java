package io.gridwork.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Hex;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors of {@code contracts/test/vectors}, which the Solidity tests check too. */
class VectorsTest {
    private static final JsonNode VECTORS = JsonMapper.shared()
            .readTree(Path.of(System.getProperty("gridwork.root"), "contracts/test/vectors/protocol.json"));

    static Stream<JsonNode> commitments() {
        return VECTORS.get("commitments").valueStream();
    }

    static Stream<JsonNode> jobIds() {
        return VECTORS.get("jobIds").valueStream();
    }

    static Stream<JsonNode> resultRoots() {
        return VECTORS.get("resultRoots").valueStream();
    }

    @ParameterizedTest
    @MethodSource("commitments")
    void commitment_is_what_solidity_computes(JsonNode vector) {
        Commitment commitment = Commitment.of(
                JobId.parse(text(vector, "jobId")),
                vector.get("seat").asInt(),
                new NodeId(vector.get("nodeId").asLong()),
                ResultRoot.parse(text(vector, "root")),
                hash(vector, "salt"));
        assertThat(commitment.value()).isEqualTo(hash(vector, "commitment"));
    }

    @ParameterizedTest
    @MethodSource("jobIds")
    void job_id_and_spec_bytes_are_what_solidity_computes(JsonNode vector) {
        JobSpec spec = spec(vector.get("spec"));
        Bytes encoded = Bytes.parse(text(vector, "specHex"));
        assertThat(spec.encode()).isEqualTo(encoded);
        assertThat(JobSpec.decode(encoded)).isEqualTo(spec);
        JobOrder order = order(vector.get("order"));
        assertThat(order.specHash()).isEqualTo(spec.hash());
        JobId jobId = order.idOn(vector.get("chainId").asLong(), Address.parse(text(vector, "market")));
        assertThat(jobId).isEqualTo(JobId.parse(text(vector, "jobId")));
    }

    @ParameterizedTest
    @MethodSource("resultRoots")
    void result_root_is_what_solidity_computes(JsonNode vector) {
        byte[] output = Hex.decode(text(vector, "outputHex"));
        assertThat(ResultRoot.of(ProgramHash.parse(text(vector, "programHash")), hash(vector, "inputRoot"), output))
                .isEqualTo(ResultRoot.parse(text(vector, "root")));
    }

    private static JobSpec spec(JsonNode node) {
        return new JobSpec(
                ProgramHash.parse(text(node, "programHash")),
                hash(node, "inputRoot"),
                text(node, "inputUri"),
                Bytes.parse(text(node, "params")),
                node.get("outputLength").asLong(),
                new NodeId(node.get("node").asLong()),
                node.get("excluded")
                        .valueStream()
                        .map(id -> new NodeId(id.asLong()))
                        .toList());
    }

    private static JobOrder order(JsonNode node) {
        return new JobOrder(
                Address.parse(text(node, "requester")),
                new BigInteger(text(node, "nonce")),
                hash(node, "specHash"),
                Address.parse(text(node, "token")),
                new BigInteger(text(node, "maxPrice")),
                new BigInteger(text(node, "bond")),
                node.get("startPriceBps").asInt(),
                node.get("maxFeeBps").asInt(),
                node.get("n").asInt(),
                node.get("k").asInt(),
                node.get("nodeClass").asInt(),
                node.get("units").asLong(),
                node.get("claimWindow").asLong(),
                node.get("workWindow").asLong(),
                node.get("revealWindow").asLong(),
                node.get("challengeWindow").asLong(),
                node.get("postUntil").asLong());
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    private static Hash32 hash(JsonNode node, String field) {
        return Hash32.parse(text(node, field));
    }
}

package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.rpc.ScriptedEndpoint;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** With blocks of public chains, which the Solidity tests use too. */
class HeaderProofTest {
    private static final JsonNode HEADERS = JsonMapper.shared()
            .readTree(Path.of(System.getProperty("gridwork.root"), "contracts/test/vectors/headers.json"))
            .path("headers");

    static Stream<Arguments> headers() {
        return HEADERS.valueStream()
                .map(header -> Arguments.of(header.path("name").asString(), header));
    }

    /** Each field of each block, the hash included. */
    static Stream<Arguments> fields() {
        return HEADERS.valueStream()
                .flatMap(header -> header.path("block")
                        .propertyStream()
                        .map(field ->
                                Arguments.of(header.path("name").asString(), field.getKey(), header.path("block"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void theHeaderOfARealBlockHasItsHash(String name, JsonNode header) {
        JsonNode block = header.path("block");
        Bytes rlp = HeaderEncoding.of(block, number(block));
        assertThat(rlp).isEqualTo(Bytes.parse(header.path("rlp").asString()));
        assertThat(rlp.keccak256()).isEqualTo(Hash32.parse(block.path("hash").asString()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void aBlockWithAFieldChangedOrMissingHasNoProof(String name, String field, JsonNode block) {
        String value = block.path(field).asString();
        char last = value.charAt(value.length() - 1);
        String other = value.equals("0x") ? "0x01" : value.substring(0, value.length() - 1) + (last == '1' ? '2' : '1');
        assertThatIllegalArgumentException().isThrownBy(() -> prove(copy(block).put(field, other), number(block)));
        assertThatIllegalArgumentException().isThrownBy(() -> prove(copy(block).putNull(field), number(block)));
        ObjectNode without = copy(block);
        without.remove(field);
        assertThatIllegalArgumentException().isThrownBy(() -> prove(without, number(block)));
    }

    @Test
    void aFieldOfALaterForkMayBeNull() {
        JsonNode merge = HEADERS.path(0).path("block");
        ObjectNode block = copy(merge).putNull("withdrawalsRoot").putNull("requestsHash");
        assertThat(prove(block, number(merge)))
                .isEqualTo(Bytes.parse(HEADERS.path(0).path("rlp").asString()));
    }

    @Test
    void membersThatAreNoHeaderFieldsAreIgnored() {
        JsonNode merge = HEADERS.path(0).path("block");
        ObjectNode block = copy(merge).put("size", "0x220").put("totalDifficulty", "0xc70d815d562d3cfa955");
        block.putArray("transactions").add("0x1234");
        assertThat(prove(block, number(merge)).keccak256())
                .isEqualTo(Hash32.parse(merge.path("hash").asString()));
    }

    /** A chain whose fork added a field: the header that this version computes has another hash. */
    @Test
    void theReasonNamesBothHashesAndWhatToDo() {
        ObjectNode later = copy(HEADERS.path(2).path("block"));
        String hash = "0x" + "ab".repeat(32);
        later.put("hash", hash).put("slotNumber", "0x7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prove(later, number(later)))
                .withMessage(
                        "the hash of its header is 0x6c4c6ea047f0ca4bcb0b0fbbcc2e50061d8dd24ba1ab8a22a6d3583a497c3c82,"
                                + " but the node says " + hash
                                + ". The chain may have header fields that this version of"
                                + " Gridwork does not know; look for a newer version");
    }

    @Test
    void theReasonNamesWhatIsOddAboutAnAnswer() {
        JsonNode merge = HEADERS.path(0).path("block");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prove(copy(merge).putNull("nonce"), number(merge)))
                .withMessage("the block has no nonce");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prove(copy(merge).put("extraData", "0xzz"), number(merge)))
                .withMessageContaining("0xzz");
        ObjectNode nested = copy(merge);
        nested.putObject("gasUsed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prove(nested, number(merge)))
                .withMessageContaining("not a uint256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prove(copy(merge), 7))
                .withMessage("the node gave block 15537394 instead");
    }

    @Test
    void someChainsWriteNumbersInPlaceOfText() {
        JsonNode merge = HEADERS.path(0).path("block");
        assertThat(prove(copy(merge).put("gasLimit", 30_000_000), number(merge)).keccak256())
                .isEqualTo(Hash32.parse(merge.path("hash").asString()));
    }

    @Test
    void aNodeWithoutTheBlockProvesNothingYet() throws IOException {
        for (Answer answer :
                List.of(Answer.result("null"), Answer.error("{\"code\":-32000,\"message\":\"header not found\"}"))) {
            assertThat(answered(answer))
                    .isInstanceOfSatisfying(
                            HeaderProof.NoBlock.class,
                            proof -> assertThat(proof.reason())
                                    .matches(
                                            "block 15537394 is not known to http://127.0.0.1:\\d+; ask again when the node has"
                                                    + " reached that block"));
        }
    }

    @Test
    void aNodeThatChangesTheHeaderProvesNothing() throws IOException {
        JsonNode merge = HEADERS.path(0).path("block");
        assertThat(answered(Answer.result(merge.toString())))
                .isEqualTo(new HeaderProof.Proved(
                        Bytes.parse(HEADERS.path(0).path("rlp").asString())));
        HeaderProof changed = answered(
                Answer.result(copy(merge).put("mixHash", "0x" + "77".repeat(32)).toString()));
        assertThat(changed)
                .isInstanceOfSatisfying(
                        HeaderProof.Unprovable.class,
                        proof -> assertThat(proof.reason())
                                .matches(
                                        "block 15537394 of http://127.0.0.1:\\d+ cannot be proved: the hash of its header is 0x.*"));
    }

    private static HeaderProof answered(Answer answer) throws IOException {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint(_ -> answer);
                ChainClient client = new ChainClient(endpoint.url())) {
            return HeaderProof.of(client, 15_537_394);
        }
    }

    private static Bytes prove(ObjectNode block, long number) {
        return HeaderEncoding.of(block, number);
    }

    private static ObjectNode copy(JsonNode block) {
        return (ObjectNode) block.deepCopy();
    }

    private static long number(JsonNode block) {
        return Long.decode(block.path("number").asString());
    }
}

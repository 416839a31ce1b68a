package io.gridwork.worker.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.ProgramHash;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.JobFault;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The searches that {@code PowVerifier} is tested with, in {@code contracts/test/vectors}: what the reference finds is what the chain pays for. */
class SearchVectorsTest {
    static Stream<JsonNode> searches() {
        return JsonMapper.shared()
                .readTree(Path.of(System.getProperty("gridwork.root"), "contracts/test/vectors/protocol.json"))
                .get("searches")
                .valueStream();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void reference_finds_what_the_verifier_is_tested_with(JsonNode vector) throws JobFault {
        Search search = Stream.of(Search.KECCAK256, Search.SHA256D)
                .filter(candidate ->
                        candidate.name().equals(vector.get("program").asString()))
                .findAny()
                .orElseThrow();
        Bytes input = bytes(vector, "input");
        Bytes output = search.reference(bytes(vector, "params"), input);
        assertThat(output).isEqualTo(bytes(vector, "output"));
        assertThat(input.keccak256().toBytes()).isEqualTo(bytes(vector, "inputRoot"));
        ProgramHash program = ProgramHash.parse(vector.get("programHash").asString());
        assertThat(ResultRoot.of(program, input.keccak256(), output.toArray()))
                .isEqualTo(ResultRoot.parse(vector.get("root").asString()));
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.parse(vector.get(field).asString());
    }
}

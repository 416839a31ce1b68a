package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import io.gridwork.abi.Bytes;
import io.gridwork.testchain.AnvilEngine;
import io.gridwork.testchain.ChildProcess;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.Surroundings;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the headers that a real node hashes, under each hard fork that changed them. */
@UnderLoad
class HeaderProofOnAnvilTest {
    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    /** @param fields in the header of block 3. Block 0 of anvil has fields of later forks besides. */
    @ParameterizedTest
    @CsvSource({"berlin, 15", "london, 16", "paris, 16", "shanghai, 17", "cancun, 20", "prague, 21", "osaka, 21"})
    void everyBlockIsProved(String hardFork, int fields) throws IOException {
        try (ChildProcess anvil = start(hardFork);
                ChainClient client = new ChainClient(url(anvil))) {
            client.request(
                    "eth_sendTransaction",
                    Map.of(
                            "from",
                            TestAccount.ALL.get(0).address(),
                            "to",
                            TestAccount.ALL.get(1).address(),
                            "value",
                            "0x1",
                            "gasPrice",
                            "0x77359400"));
            client.request("anvil_mine", "0x2");
            List<BlockHeader> headers = client.headers(0, 3);
            assertThat(headers).hasSize(4);
            for (BlockHeader header : headers) {
                assertThat(proved(client, header.number()).keccak256()).isEqualTo(header.hash());
            }
            byte[] rlp = proved(client, 3).toArray();
            assertThat(RLPDecoder.RLP_STRICT.wrapList(rlp).elements()).hasSize(fields);
            assertThat(HeaderProof.of(client, 4))
                    .isEqualTo(new HeaderProof.NoBlock("block 4 is not known to " + client.name()
                            + "; ask again when the node has reached that block"));
        }
    }

    private static Bytes proved(ChainClient client, long number) {
        HeaderProof proof = HeaderProof.of(client, number);
        assertThat(proof).isInstanceOf(HeaderProof.Proved.class);
        return ((HeaderProof.Proved) proof).header();
    }

    private ChildProcess start(String hardFork) {
        List<String> command = List.of(
                executable().toString(),
                "--host=127.0.0.1",
                "--port=0",
                "--hardfork=" + hardFork,
                "--mnemonic=" + TestAccount.MNEMONIC,
                "--color=never");
        return ChildProcess.start(command, Map.of(), folder.resolve("anvil.log"));
    }

    private static Path executable() {
        try {
            return ((AnvilEngine) EngineSelection.of("anvil", Surroundings.ofThisProcess())
                            .engine())
                    .executable();
        } catch (NodeException absent) {
            return Assumptions.abort(absent.getMessage());
        }
    }

    private static URI url(ChildProcess anvil) throws IOException {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> LISTENING.matcher(Files.readString(anvil.log())).find());
        MatchResult found = LISTENING
                .matcher(Files.readString(anvil.log()))
                .results()
                .findFirst()
                .orElseThrow();
        return URI.create("http://" + found.group(1));
    }
}

package io.gridwork.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.rpc.HexJson;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JsonLogsTest {
    private static final String HASH = "0x" + "0123456789abcdefABCDEF9876543210".repeat(2);

    /** Hands over so many bytes at a time, as a network does. */
    private static InputStream pieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(size, length));
            }
        };
    }

    @Property
    void logsAreTheSameInWhateverPiecesTheyCome(@ForAll @IntRange(min = 1, max = 20_000) int piece) {
        String logs = "[" + (log(1) + "," + log(2) + ",").repeat(40) + log(3) + "]";
        try (HexJson whole = HexJson.of(pieces(logs, logs.length()));
                HexJson parts = HexJson.of(pieces(logs, piece))) {
            whole.nextToken();
            parts.nextToken();
            assertThat(JsonLogs.read(parts)).hasSize(81).isEqualTo(JsonLogs.read(whole));
        }
    }

    private static String log(int index) {
        return """
                {"removed":false, "address" : "0x00000000000000000000000000000000000000aa",
                 "data":"0x00ff","topics":["%s"],"blockNumber":"0x1","unknown":{"a":["\\"x"]},
                 "blockHash":"%s","transactionHash":"%s","transactionIndex":"0x0","logIndex":"0x%d"}""".formatted(HASH, HASH, HASH, index);
    }
}

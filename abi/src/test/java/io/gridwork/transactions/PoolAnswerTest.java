package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gridwork.rpc.RpcError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolAnswerTest {
    @Test
    void wordsWithoutEndAreReadQuickly() {
        RpcError error = new RpcError(-32000, "exceeds ".repeat(1_000_000), "");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> PoolAnswer.of(error)))
                .isEqualTo(PoolAnswer.UNCLEAR);
    }
}

package io.gridwork.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gridwork.rpc.ChainException;
import io.gridwork.rpc.RpcOptions;
import io.gridwork.rpc.ScriptedEndpoint;
import io.gridwork.rpc.ScriptedEndpoint.Answer;
import io.gridwork.rpc.Timer;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint that takes a request and says nothing. */
@UnderLoad
final class SilentEndpointTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private ScriptedEndpoint silent;
    private ScriptedEndpoint other;

    @BeforeEach
    void start() throws IOException {
        silent = new ScriptedEndpoint(_ -> {
            try {
                over.await();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
            return Answer.result("\"0x1\"");
        });
        other = new ScriptedEndpoint(_ -> Answer.result("\"0x2\""));
    }

    @AfterEach
    void stop() {
        over.countDown();
        silent.close();
        other.close();
    }

    /** The time-out is far longer than the test may take. */
    @Test
    void anotherOneAnswersInItsPlaceAndIsPreferredThen() {
        try (ChainClient client = new ChainClient(List.of(silent.url(), other.url()), RpcOptions.DEFAULT)) {
            assertThat(client.blockNumber()).isEqualTo(2);
            assertThat(client.blockNumber()).isEqualTo(2);
        }
        assertThat(silent.requests()).hasSize(1);
    }

    @Test
    void whoeverWaitsForItCanBeTold() throws Exception {
        try (Endpoints endpoints = new Endpoints(List.of(silent.url()), RpcOptions.DEFAULT, Timer.steady());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> waiting = threads.submit(() -> endpoints.ask(ChainClient::blockNumber));
            await().until(() -> !silent.requests().isEmpty());
            endpoints.end();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .withCauseInstanceOf(ChainException.Fatal.class)
                    .withMessageContaining(silent.url().getHost());
        }
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        try (ChainClient client = new ChainClient(silent.url())) {
            Thread waiting = Thread.ofVirtual()
                    .start(() -> assertThatExceptionOfType(ChainException.Fatal.class)
                            .isThrownBy(client::blockNumber));
            await().until(() -> !silent.requests().isEmpty());
            waiting.interrupt();
            waiting.join();
        }
    }
}

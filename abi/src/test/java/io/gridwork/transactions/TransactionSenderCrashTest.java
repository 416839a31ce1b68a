package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Address;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.LogFilter;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.transactions.TransactionSender.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies right after each durable step, and a new one opens the journal: still one transaction per action. */
@GridworkChain(perTest = true)
@UnderLoad
class TransactionSenderCrashTest {
    private static final Hash32 TOPIC = Keccak256.hash("Acted()");
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    Path folder;

    private TestChain chain;
    private ChainClient client;
    private Signer signer;
    private Address emitter;

    @BeforeEach
    void start(TestChain chain) {
        this.chain = chain;
        client = new ChainClient(chain.rpcUrl());
        signer = Signer.ofPrivateKey(chain.accounts().get(1).privateKey());
        emitter = Bytecode.deploy(
                client, Signer.ofPrivateKey(chain.accounts().get(0).privateKey()), Bytecode.EMITTER);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private TransactionJournal open() throws IOException {
        return TransactionJournal.open(folder.resolve("journal.db"), chain.chainId(), signer.address());
    }

    private TransactionSender sender(TransactionJournal journal, Consumer<Step> passed) {
        SenderOptions options = SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(20));
        return new TransactionSender(client, signer, journal, ErrorDecoder.BUILT_IN, options, System::nanoTime, passed);
    }

    private Call act(int number) {
        return Call.of(emitter, Bytecode.emit(TOPIC, number));
    }

    /** Runs the work in a process that dies when it passes the step. */
    private void untilCrash(Step deadly, Consumer<TransactionSender> work) throws IOException {
        try (TransactionJournal journal = open()) {
            TransactionSender sender = sender(journal, step -> {
                if (step == deadly) throw new Crash();
            });
            work.accept(sender);
        } catch (Crash expected) {
            return;
        }
        throw new AssertionError("the work did not pass " + deadly);
    }

    private void finish(int actions) throws IOException {
        try (TransactionJournal journal = open()) {
            TransactionSender sender = sender(journal, step -> {});
            for (int i = 0; i < actions; i++) {
                ActionKey key = ActionKey.of("act", i);
                sender.submit(key, act(i));
                assertThat(((TransactionState.Done) sender.await(key, LONG)).succeeded())
                        .isTrue();
            }
        }
        assertThat(client.logs(LogFilter.of(emitter), 0, client.blockNumber()))
                .extracting(log -> (int) log.data().hashAt(0).w0())
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.range(0, actions).boxed().toList());
        assertThat(client.nonce(signer.address(), BlockTag.LATEST)).isEqualTo(actions);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"RESERVED", "SENT", "SETTLED"})
    void oneActionSurvivesEveryStep(Step deadly) throws IOException {
        untilCrash(deadly, sender -> {
            sender.submit(ActionKey.of("act", 0), act(0));
            sender.await(ActionKey.of("act", 0), LONG);
        });
        finish(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aProcessThatDiesOverAndOverFinishesItsList(int patience) throws IOException {
        boolean finished = false;
        for (int run = 0; !finished && run < 30; run++) {
            int[] left = {patience};
            try (TransactionJournal journal = open()) {
                TransactionSender sender = sender(journal, step -> {
                    if (--left[0] == 0) throw new Crash();
                });
                for (int i = 0; i < 4; i++) {
                    sender.submit(ActionKey.of("act", i), act(i));
                    sender.await(ActionKey.of("act", i), LONG);
                }
                finished = true;
            } catch (Crash again) {
                // the next run takes over
            }
        }
        finish(4);
    }

    @Test
    void aReplacementThatWasStoredAndNotSentIsSentByTheNextProcess(AnvilChain anvil) throws IOException {
        anvil.mineOnTransaction(false);
        ActionKey key = ActionKey.of("act", 0);
        untilCrash(Step.ATTEMPT_STORED, sender -> {
            sender.submit(key, act(0));
            sender.raiseFees(key);
        });
        try (TransactionJournal journal = open()) {
            assertThat(journal.find(key).orElseThrow().attempts()).hasSize(2);
            assertThat(sender(journal, step -> {}).tick()).hasSize(1);
            Hash32 newest =
                    journal.find(key).orElseThrow().newest().transaction().hash();
            assertThat(client.request("eth_getTransactionByHash", newest.hex()).isNull())
                    .isFalse();
        }
        anvil.mineOnTransaction(true);
        anvil.mine(1);
        finish(1);
    }

    @Test
    void actionsStoredAndNeverSentFillTheirNoncesInOrder(AnvilChain anvil) throws IOException {
        for (int i = 0; i < 3; i++) {
            int number = i;
            untilCrash(Step.RESERVED, sender -> sender.submit(ActionKey.of("act", number), act(number)));
        }
        assertThat(client.nonce(signer.address(), BlockTag.PENDING)).isZero();
        finish(3);
    }
}

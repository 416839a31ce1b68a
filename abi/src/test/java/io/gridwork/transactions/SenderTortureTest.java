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
import io.gridwork.rpc.ChainException;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds in which blocks are lost, pools emptied, nonces taken, fees raised and processes killed. In the end each
 * action has happened exactly once, or it is cancelled with a reason and has not happened.
 *
 * <p>{@code -Dgridwork.seed=N} plays one again, {@code -Dgridwork.all=true} plays many, {@code -Dgridwork.seeds=N} so many.
 * Each world has a node of its own: after some hundred blocks anvil drops old states, and a reorganisation loses contracts.
 */
@GridworkChain(perTest = true)
@UnderLoad
class SenderTortureTest {
    private static final int SOME = 12;
    private static final int MANY = 1000;
    private static final int STEPS = 60;
    private static final Hash32 TOPIC = Keccak256.hash("Acted()");

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long given = Long.getLong("gridwork.seed");
        return given != null
                ? LongStream.of(given)
                : LongStream.rangeClosed(
                        1, Integer.getInteger("gridwork.seeds", Boolean.getBoolean("gridwork.all") ? MANY : SOME));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyActionHappensOnceOrIsCancelledWithAReason(long seed, AnvilChain chain) throws IOException {
        try (World world = new World(chain, seed)) {
            for (int i = 0; i < STEPS; i++) world.step();
            world.calmDown();
            world.check();
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private final class World implements AutoCloseable {
        private final AnvilChain chain;
        private final long seed;
        private final Random random;
        private final ChainClient client;
        private final Signer signer;
        private final Address emitter;
        private final long start;
        private final List<String> story = new ArrayList<>();
        private final List<ActionKey> submitted = new ArrayList<>();
        private TransactionJournal journal;
        private TransactionSender sender;
        private long nanos;
        private int untilCrash;

        World(AnvilChain chain, long seed) throws IOException {
            this.chain = chain;
            this.seed = seed;
            this.random = new Random(seed);
            this.client = new ChainClient(chain.rpcUrl());
            chain.mineOnTransaction(true);
            fee(1);
            chain.mine(1);
            emitter = Bytecode.deploy(client, Desk.account(0), Bytecode.EMITTER);
            signer = Signer.ofPrivateKey(
                    Keccak256.hash("account " + seed + ' ' + emitter).hex());
            client.request("anvil_setBalance", signer.address().hex(), "0x56bc75e2d63100000");
            chain.mineOnTransaction(false);
            chain.mine(1);
            start = client.blockNumber();
            journal = open();
            sender = start();
        }

        private TransactionJournal open() throws IOException {
            return TransactionJournal.open(
                    folder.resolve(seed + ".db"), chain.chainId(), signer.address(), folder.resolve("locks"));
        }

        private TransactionSender start() {
            return new TransactionSender(
                    client, signer, journal, ErrorDecoder.BUILT_IN, Desk.options(), () -> nanos, _ -> {
                        if (--untilCrash == 0) throw new Crash();
                    });
        }

        void step() throws IOException {
            try {
                switch (random.nextInt(14)) {
                    case 0, 1, 2 -> submit();
                    case 3, 4 -> told("tick", sender::tick);
                    case 5, 6 -> mine(1 + random.nextInt(3));
                    case 7 -> reorg();
                    case 8 -> rollBack();
                    case 9 -> told("pool emptied", () -> client.request("anvil_dropAllTransactions"));
                    case 10 -> foreign();
                    case 11 -> told("fee", () -> fee(1 + random.nextInt(100)));
                    case 12 -> pass(random.nextInt(40));
                    default -> told("crash to come", () -> untilCrash = 1 + random.nextInt(4));
                }
                if (random.nextInt(10) == 0) restart();
            } catch (Crash dead) {
                restart();
            } catch (ChainException.Retryable tooDear) {
                story.add("retryable: " + tooDear.getMessage());
            }
        }

        private void told(String what, Runnable work) {
            story.add(what);
            work.run();
        }

        private void submit() {
            ActionKey key = ActionKey.of("act", submitted.size());
            Call call = Call.of(emitter, Bytecode.emit(TOPIC, submitted.size()));
            submitted.add(key);
            told("submit " + key, () -> sender.submit(key, call));
        }

        private void mine(int blocks) {
            told("mine " + blocks, () -> chain.mine(blocks));
        }

        private int depth() {
            return (int) Math.min(1 + random.nextInt(4), client.blockNumber() - start);
        }

        private void reorg() {
            int depth = depth();
            if (depth > 0) told("reorg " + depth, () -> chain.reorg(depth));
        }

        private void rollBack() {
            int depth = depth();
            if (depth > 0) told("roll back " + depth, () -> client.request("anvil_rollback", depth));
        }

        private void foreign() {
            long nonce = client.nonce(signer.address(), BlockTag.LATEST);
            BigInteger fee = BigInteger.valueOf(400_000_000_000L);
            SignedTransaction foreign = signer.sign(
                    new UnsignedTransaction(chain.chainId(), nonce, Desk.gift(4), 21_000, fee, BigInteger.TWO.pow(33)));
            told("foreign at nonce " + nonce, () -> {
                try {
                    client.sendRawTransaction(foreign.raw());
                } catch (ChainException.Rejected outbid) {
                    story.add("foreign refused");
                }
            });
        }

        private void fee(int gwei) {
            client.request("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(gwei * 1_000_000_000L));
        }

        private void pass(int seconds) {
            story.add("pass " + seconds + " s");
            nanos += Duration.ofSeconds(seconds).toNanos();
        }

        private void restart() throws IOException {
            story.add("restart");
            untilCrash = 0;
            journal.close();
            journal = open();
            sender = start();
        }

        /** Nothing happens any more but blocks. */
        void calmDown() throws IOException {
            restart();
            for (int i = 0; i < 200; i++) {
                fee(1);
                chain.mine(1);
                nanos += Duration.ofSeconds(11).toNanos();
                List<TransactionState> open = sender.tick();
                if (i > 10 && open.isEmpty()) return;
            }
            throw new AssertionError(told() + "\nstill open: " + sender.tick());
        }

        void check() {
            List<Long> happened = client.logs(LogFilter.of(emitter), start, client.blockNumber()).stream()
                    .map(log -> log.data().hashAt(0).toUint256().toLongExact())
                    .toList();
            assertThat(happened).as(told()).doesNotHaveDuplicates();
            for (int i = 0; i < submitted.size(); i++) {
                TransactionState state = sender.state(submitted.get(i)).orElse(null);
                boolean done = state instanceof TransactionState.Done succeeded && succeeded.succeeded();
                assertThat(happened.contains((long) i))
                        .as(told() + "\n" + state)
                        .isEqualTo(done);
                if (state instanceof TransactionState.Cancelled cancelled) {
                    assertThat(cancelled.reason()).as(told()).isNotBlank();
                }
            }
        }

        private String told() {
            return "-Dgridwork.seed=" + seed + "\n" + String.join("\n", story) + "\n" + sender.states();
        }

        @Override
        public void close() {
            journal.close();
            client.close();
        }
    }
}

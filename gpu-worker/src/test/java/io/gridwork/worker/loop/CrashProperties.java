package io.gridwork.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.market.InMemoryEscrow;
import io.gridwork.worker.market.InMemoryMarket;
import io.gridwork.worker.market.Market;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A worker that is killed again and again, at any call it makes to its journal or to the chain, just before or just after the call
 * has had its effect, ends where a worker ends that is never killed. What a journal holds survives the kill; that SQLite's does is
 * the journal's own test.
 */
class CrashProperties {
    /** Ends a worker as a kill does: no handler of ours catches an Error. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Kills at a random one of the coming calls, until it has killed often enough. */
    private static final class Fuse {
        private final Random random;
        private int killsLeft;
        private int callsLeft;

        Fuse(long seed, int kills) {
            random = new Random(seed);
            killsLeft = kills;
            rearm();
        }

        private void rearm() {
            callsLeft = random.nextInt(1, 40);
        }

        private void burn() {
            if (killsLeft == 0 || --callsLeft > 0) return;
            killsLeft--;
            rearm();
            throw new Kill();
        }

        <T> T on(Class<T> port, T real) {
            return port.cast(Proxy.newProxyInstance(
                    port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                        burn();
                        Object answer;
                        try {
                            answer = method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                        burn();
                        return answer;
                    }));
        }
    }

    @Property(tries = 100)
    void theEndIsTheSameHoweverOftenAWorkerIsKilled(@ForAll long seed, @ForAll @IntRange(min = 0, max = 25) int kills)
            throws Exception {
        Path folder = Files.createTempDirectory("gridwork-crash");
        try {
            InMemoryEscrow escrow = new InMemoryEscrow(Workplace.NOW);
            PostedJob alone = Jobs.posted("alone", 1, 1);
            PostedJob quorum = Jobs.posted("quorum", 3, 2);
            escrow.post(alone);
            escrow.post(quorum);
            Fuse fuse = new Fuse(seed, kills);
            List<Journal> journals = new ArrayList<>();
            for (int node = 1; node <= 3; node++) {
                journals.add(new InMemoryJournal());
            }
            for (int round = 0; round < 12 + kills; round++) {
                for (int node = 1; node <= 3; node++) {
                    live(escrow, fuse, journals.get(node - 1), node, folder.resolve("node-" + node));
                }
                // The clock may not outrun the windows while kills still cost rounds.
                escrow.advance(fuse.killsLeft > 0 ? 0 : 11);
            }
            long paidAlone =
                    journals.stream().filter(journal -> isPaid(journal, alone)).count();
            assertThat(paidAlone).isEqualTo(1);
            assertThat(journals).allMatch(journal -> isPaid(journal, quorum));
            assertThat(journals).allMatch(journal -> journal.open().isEmpty());
        } finally {
            delete(folder);
        }
    }

    /** One life of a worker: born from its journal, a tick, and gone. */
    private static void live(InMemoryEscrow escrow, Fuse fuse, Journal journal, int node, Path folder)
            throws InterruptedException {
        try {
            Market market = new InMemoryMarket(escrow, Workplace.node(node));
            Workplace.worker(fuse.on(Market.class, market), fuse.on(Journal.class, journal), folder)
                    .tick();
        } catch (Kill _) {
            // the next round is the next start
        }
    }

    private static boolean isPaid(Journal journal, PostedJob job) {
        return journal.find(job.id()).orElseThrow().state() instanceof JobState.Paid;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.gridwork.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.content.ContentStore;
import io.gridwork.worker.job.Duty;
import io.gridwork.worker.job.Energy;
import io.gridwork.worker.job.JobState;
import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.job.Result;
import io.gridwork.worker.journal.InMemoryJournal;
import io.gridwork.worker.journal.Journal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Bytes CONTENT = Bytes.wrap(new byte[100]);
    private static final PostedJob JOB = Jobs.posted("job", 3, 2);
    private static final Result RESULT = new Result(
            new ResultRoot(Keccak256.hash("root")), 100, new Energy(1200, Energy.Source.ESTIMATE), 5_000_000);
    private static final JobState.Revealed REVEALED =
            new JobState.Revealed(2, RESULT, new Commitment(Keccak256.hash("commitment")));

    @TempDir
    Path folder;

    private final Journal journal = new InMemoryJournal();
    private ContentStore inputs;
    private ContentStore results;
    private Instant now = Instant.parse("2026-11-23T00:00:00Z");

    @BeforeEach
    void work() throws IOException {
        inputs = new ContentStore(folder.resolve("inputs"));
        results = new ContentStore(folder.resolve("results"));
        keep(inputs, JOB.spec().inputRoot());
        keep(results, RESULT.root().value());
        journal.discover(List.of(JOB), List.of(), 7);
        journal.save(JOB.id(), REVEALED);
    }

    private void keep(ContentStore store, Hash32 name) throws IOException {
        store.put(name, CONTENT);
        Files.setLastModifiedTime(store.path(name).orElseThrow(), FileTime.from(now));
    }

    private void sweepAfter(Duration time) {
        now = now.plus(time);
        new Retention(journal, inputs, results, () -> now, WEEK).sweep();
    }

    private boolean isKept() {
        return results.path(RESULT.root().value()).isPresent()
                && inputs.path(JOB.spec().inputRoot()).isPresent();
    }

    @Test
    void aJobThatIsNotOverKeepsItsResultHoweverLongItTakes() {
        sweepAfter(Duration.ofDays(100));
        assertThat(isKept()).isTrue();
    }

    @Test
    void theTimeCountsFromTheEndOfTheJobAndNotFromItsRun() {
        sweepAfter(Duration.ofDays(100));
        journal.save(JOB.id(), REVEALED.paid(BigInteger.TEN));
        sweepAfter(WEEK);
        assertThat(isKept()).isTrue();
        assertThat(results.bytes()).isEqualTo(100);

        sweepAfter(Duration.ofSeconds(1));
        assertThat(results.path(RESULT.root().value())).isEmpty();
        assertThat(inputs.path(JOB.spec().inputRoot())).isEmpty();
        assertThat(results.bytes()).isZero();
    }

    @Test
    void anotherJobWithTheSameResultKeepsIt() {
        PostedJob second = Jobs.posted("second", 3, 2);
        journal.discover(List.of(second), List.of(), 8);
        journal.save(second.id(), REVEALED);
        journal.save(JOB.id(), REVEALED.paid(BigInteger.TEN));
        sweepAfter(Duration.ofDays(30));
        assertThat(results.path(RESULT.root().value())).isPresent();
    }

    @Test
    void aDisputeThatWeMayJudgeKeepsTheInput() {
        journal.save(JOB.id(), REVEALED.paid(BigInteger.TEN));
        journal.discover(List.of(), List.of(JOB), 8);
        sweepAfter(Duration.ofDays(30));
        assertThat(inputs.path(JOB.spec().inputRoot())).isPresent();

        journal.save(JOB.id(), new Duty.Over("the job ended"));
        sweepAfter(WEEK.plusSeconds(1));
        assertThat(inputs.path(JOB.spec().inputRoot())).isEmpty();
    }

    @Test
    void whatABrokenOffWriteLeftGoesToo() throws IOException {
        Path part = Files.write(folder.resolve("results/abc123.part"), new byte[7]);
        Files.setLastModifiedTime(part, FileTime.from(now));
        assertThat(results.bytes()).isEqualTo(107);
        sweepAfter(WEEK.plusSeconds(1));
        assertThat(part).doesNotExist();
        assertThat(isKept()).isTrue();
    }

    @Test
    void aResultComputedAgainIsInUseFromNow() throws IOException {
        Path file = results.path(RESULT.root().value()).orElseThrow();
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        results.put(RESULT.root().value(), CONTENT);
        assertThat(results.deleteUnusedSince(Instant.EPOCH.plusSeconds(1))).isZero();
        assertThat(file).exists();
    }
}
